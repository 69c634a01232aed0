/** What there is, from the terminal: lists, and what became of one text. */
import { listAuditLog } from '@jobrun/contracts/audit-log'
import { listCalls } from '@jobrun/contracts/calls'
import { listClients } from '@jobrun/contracts/clients'
import { answerConversation, listConversations, listMessages } from '@jobrun/contracts/conversations'
import { listDeliveries } from '@jobrun/contracts/deliveries'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { changeLead, listLeadHistory, listLeads } from '@jobrun/contracts/leads'
import { listNumbers } from '@jobrun/contracts/numbers'
import { listOptOuts } from '@jobrun/contracts/opt-outs'
import { getMessageTrace } from '@jobrun/contracts/trace'
import type { Ask } from './ask.ts'
import { findClient } from './find-client.ts'
import { type Given, pageOf, reasonOf, word } from './given.ts'
import { listed, minute, plain, segmentsOf } from './table.ts'

async function clientIdGiven(ask: Ask, { words }: Given): Promise<string | undefined> {
  return words[0] ? (await findClient(ask, words[0])).id : undefined
}

export async function clients(ask: Ask, given: Given): Promise<string> {
  return listed(await ask(listClients, { query: pageOf(given) }), {
    none: 'There are no clients yet.',
    columns: {
      id: (one) => one.id,
      name: (one) => one.businessName,
      number: (one) => one.twilioNumber ?? '-',
      owner: (one) => one.phoneNumber,
      now: (one) =>
        one.live ? 'live' : `not live${one.missing.length > 0 ? `, lacks ${one.missing.join(', ')}` : ''}`,
      switches: (one) =>
        [
          one.outboundPaused ? 'replies paused' : '',
          one.aiDisabled ? 'AI off' : '',
          one.notificationsPaused ? 'notices paused' : '',
        ]
          .filter(Boolean)
          .join(', '),
    },
  })
}

export async function trace(ask: Ask, given: Given): Promise<string> {
  const found = await ask(getMessageTrace, { params: { messageSid: word(given, 0, "the text's sid") } })
  const lines = [
    `${found.direction === 'inbound' ? 'Came in' : 'Went out'}${found.client ? `, ${found.client.businessName}` : ''}`,
    ...(found.turn?.texts ?? (found.message ? [found.message] : [])).map(
      (text) => `  ${minute(text.receivedAt)}  ${plain(text.body)}`,
    ),
    found.summary,
    ...found.outbox.map((out) => {
      const code = out.errorCode === null ? '' : `, error ${out.errorCode}`
      return `  ${out.purpose} to ${out.to}: ${out.deliveryStatus ?? out.state}${code}, ${segmentsOf(out.segments)}: ${plain(out.body)}`
    }),
    ...(found.turn
      ? [`Answered after ${found.turn.answeredAfterMs} ms, ${found.turn.costMicroUsd} millionths of a dollar.`]
      : []),
  ]
  return lines.join('\n')
}

export async function leads(ask: Ask, given: Given): Promise<string> {
  const clientId = (await findClient(ask, word(given, 0, 'which client'))).id
  return listed(await ask(listLeads, { query: { ...pageOf(given), clientId, state: given.state } }), {
    none: 'There are no such leads.',
    columns: {
      id: (one) => one.id,
      state: (one) => one.state,
      opened: (one) => minute(one.openedAt),
      phone: (one) => one.phone,
      name: (one) => one.name ?? '-',
      job: (one) => one.jobType ?? '-',
      where: (one) => one.location ?? '-',
      when: (one) => one.requestedTime ?? '-',
    },
  })
}

export async function lead(ask: Ask, given: Given): Promise<string> {
  const id = word(given, 0, 'which lead, by its id')
  if (given.state) {
    const done = await ask(changeLead, { params: { id }, body: { state: given.state, reason: reasonOf(given) } })
    return `The lead is ${done.state}.`
  }
  return listed(await ask(listLeadHistory, { params: { id }, query: pageOf(given) }), {
    none: 'Nothing has changed since it was opened.',
    columns: {
      at: (one) => minute(one.createdAt),
      from: (one) => one.fromState ?? '-',
      to: (one) => one.toState,
      why: (one) => one.reason,
      facts: (one) =>
        Object.entries(one.changes)
          .map(([name, { to }]) => `${name}: ${to ?? '-'}`)
          .join(', '),
    },
  })
}

export async function conversations(ask: Ask, given: Given): Promise<string> {
  const whose = word(given, 0, 'which client, or "none" for those of no client')
  const clientId = whose === 'none' ? whose : (await findClient(ask, whose)).id
  return listed(await ask(listConversations, { query: { ...pageOf(given), clientId } }), {
    none: 'Nobody has texted yet.',
    columns: {
      id: (one) => one.id,
      phone: (one) => one.phone,
      last: (one) => minute(one.lastTextAt),
      lead: (one) => one.openLead?.state ?? '-',
      now: (one) => (one.optedOut ? 'opted out' : ''),
    },
  })
}

export async function messages(ask: Ask, given: Given): Promise<string> {
  const id = word(given, 0, 'which conversation, by its id')
  return listed(await ask(listMessages, { params: { id }, query: pageOf(given) }), {
    none: 'Nothing was said yet.',
    columns: {
      at: (one) => minute(one.at),
      way: (one) => (one.direction === 'out' ? one.purpose : one.direction),
      state: stateOf,
      says: wordsOf,
    },
  })
}

type Said = OutputOf<typeof listMessages>['items'][number]

function stateOf(one: Said): string {
  switch (one.direction) {
    case 'in':
      return one.state
    case 'out':
      return one.deliveryStatus ?? one.state
    case 'call':
      return one.noText ?? one.status ?? '-'
  }
}

function wordsOf(one: Said): string {
  switch (one.direction) {
    case 'in':
      return one.body + (one.media.length > 0 ? ` [${one.media.length} photos]` : '')
    case 'out':
      return one.body
    case 'call':
      return `[${one.kind ?? 'call'}] ${one.transcription ?? one.recordingUrl ?? ''}`.trimEnd()
  }
}

export async function answer(ask: Ask, given: Given): Promise<string> {
  const id = word(given, 0, 'which conversation, by its id')
  const body = word(given, 1, 'what to send, in quotes')
  const sent = await ask(answerConversation, {
    params: { id },
    body: { body, ...(given.reason ? { reason: given.reason } : {}) },
  })
  const words = `to ${sent.to}, ${segmentsOf(sent.segments)} (${sent.encoding})`
  return sent.state === 'HELD' ? `Held, for replies are paused: ${words}.` : `On its way ${words}.`
}

export async function calls(ask: Ask, given: Given): Promise<string> {
  const clientId = await clientIdGiven(ask, given)
  return listed(await ask(listCalls, { query: { ...pageOf(given), clientId } }), {
    none: 'Nobody has rung yet.',
    columns: {
      at: (one) => minute(one.at),
      from: (one) => one.from ?? '-',
      to: (one) => one.ourNumber ?? '-',
      kind: (one) => one.kind ?? '-',
      text: (one) => (one.noText ? `none: ${one.noText}` : 'texted back'),
      message: (one) => one.transcription ?? one.recordingUrl ?? '-',
    },
  })
}

export async function optOuts(ask: Ask, given: Given): Promise<string> {
  const clientId = await clientIdGiven(ask, given)
  return listed(await ask(listOptOuts, { query: { ...pageOf(given), clientId } }), {
    none: 'Nobody has opted out.',
    columns: {
      id: (one) => one.id,
      phone: (one) => one.phone,
      since: (one) => minute(one.changedAt),
      by: (one) => one.source,
      words: (one) => one.wording,
    },
  })
}

export async function numbers(ask: Ask, given: Given): Promise<string> {
  const query = { ...pageOf(given), status: given.status, role: given.role }
  return listed(await ask(listNumbers, { query }), {
    none: 'There are no such numbers.',
    columns: {
      number: (one) => one.phoneE164,
      role: (one) => one.role,
      status: (one) => one.status,
      region: (one) => one.region ?? '-',
      client: (one) => one.clientId ?? '-',
    },
  })
}

export async function deliveries(ask: Ask, given: Given): Promise<string> {
  const clientId = await clientIdGiven(ask, given)
  const query = { ...pageOf(given), clientId, state: given.state, errorCode: given['error-code'] }
  return listed(await ask(listDeliveries, { query }), {
    none: 'There are no such texts.',
    columns: {
      at: (one) => minute(one.createdAt),
      purpose: (one) => one.purpose,
      to: (one) => one.to,
      state: (one) => one.deliveryStatus ?? one.state,
      why: (one) => [one.reason, one.errorCode].filter((part) => part !== null).join(', '),
      says: (one) => one.body,
    },
  })
}

export async function audit(ask: Ask, given: Given): Promise<string> {
  const clientId = await clientIdGiven(ask, given)
  return listed(await ask(listAuditLog, { query: { ...pageOf(given), clientId } }), {
    none: 'Nothing was changed yet.',
    columns: {
      at: (one) => minute(one.createdAt),
      who: (one) => one.actor,
      what: (one) => one.action,
      subject: (one) => one.subject?.name ?? one.subject?.phone ?? one.subjectId,
      after: (one) => JSON.stringify(one.after),
      why: (one) => one.reason ?? '-',
    },
  })
}
