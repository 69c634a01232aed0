import { describe, expect, test } from 'vitest'
import { readTwilioCall, readTwilioRecording, readTwilioTranscription } from './twilio-voice.ts'

const CallSid = `CA${'1'.repeat(32)}`
const RecordingSid = `RE${'2'.repeat(32)}`
const RecordingUrl = `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${RecordingSid}`
const call = { CallSid, From: '+447700900123', To: '+441134960100', CallStatus: 'ringing', Direction: 'inbound' }

describe('a call', () => {
  test.each<[string, Record<string, string>, object]>([
    ['as it rings', {}, { from: '+447700900123', forwardedFrom: null, status: 'ringing', durationSeconds: null }],
    ['forwarded', { ForwardedFrom: '+447700900456' }, { forwardedFrom: '+447700900456' }],
    ['forwarded by nobody', { ForwardedFrom: '' }, { forwardedFrom: null }],
    ['withheld', { From: '' }, { from: '' }],
    ['at its end', { CallStatus: 'completed', CallDuration: '12' }, { status: 'completed', durationSeconds: 12 }],
    ['with a length that is none', { CallDuration: 'long' }, { durationSeconds: null }],
    ['in a state to come', { CallStatus: 'teleported' }, { status: 'queued' }],
    [
      'with a recording',
      { RecordingSid, RecordingUrl, RecordingDuration: '4' },
      { recording: { sid: RecordingSid, url: RecordingUrl, seconds: 4 } },
    ],
    ['with half a recording', { RecordingSid }, { recording: null }],
    ['with what PostgreSQL cannot hold', { From: '+44\u0000770' }, { from: '+44770' }],
  ])('%s', (_name, fields, read) => {
    expect(readTwilioCall({ ...call, ...fields })).toMatchObject({ ok: true, value: { callSid: CallSid, ...read } })
  })

  test.each<[string, Record<string, unknown>]>([
    ['without its sid', { ...call, CallSid: undefined }],
    ['with the sid of a text', { ...call, CallSid: `SM${'1'.repeat(32)}` }],
    ['to nobody', { ...call, To: '' }],
    ['from a number without end', { ...call, From: '1'.repeat(65) }],
    ['that is none', {}],
  ])('%s is refused with a sentence', (_name, fields) => {
    expect(readTwilioCall(fields)).toMatchObject({ ok: false, problem: expect.stringMatching(/\S: \S/) })
  })
})

describe('a recording', () => {
  const recorded = { CallSid, RecordingSid, RecordingUrl, RecordingDuration: '7' }
  test.each<[string, Record<string, string>, object]>([
    [
      'by the action of <Record>',
      {},
      { isAction: true, recording: { sid: RecordingSid, url: RecordingUrl, seconds: 7 } },
    ],
    ['by its callback', { RecordingStatus: 'completed' }, { isAction: false, recording: { seconds: 7 } }],
    ['that came to nothing', { RecordingStatus: 'absent' }, { isAction: false, recording: null }],
  ])('%s', (_name, fields, read) => {
    expect(readTwilioRecording({ ...recorded, ...fields })).toMatchObject({
      ok: true,
      value: { callSid: CallSid, ...read },
    })
  })

  test.each([{ CallSid }, { ...recorded, RecordingUrl: 'not an address' }, { ...recorded, CallSid: 'CA1' }])(
    'is refused: %j',
    (fields) => expect(readTwilioRecording(fields).ok).toBe(false),
  )
})

describe('a transcription', () => {
  const written = {
    CallSid,
    RecordingSid,
    RecordingUrl,
    TranscriptionStatus: 'completed',
    TranscriptionText: ' Ring me. ',
  }
  test.each<[string, Record<string, string>, object]>([
    ['with its words', {}, { status: 'completed', words: 'Ring me.', recording: { sid: RecordingSid } }],
    ['that failed', { TranscriptionStatus: 'failed', TranscriptionText: '' }, { status: 'failed', words: null }],
    ['without words', { TranscriptionText: '  ' }, { status: 'failed', words: null }],
    ['without an address', { RecordingUrl: '' }, { recording: null }],
  ])('%s', (_name, fields, read) => {
    expect(readTwilioTranscription({ ...written, ...fields })).toMatchObject({ ok: true, value: read })
  })

  test('is cut where nobody would read on', () => {
    const read = readTwilioTranscription({ ...written, TranscriptionText: 'word '.repeat(10_000) })
    expect(read.ok && read.value.words?.length).toBeLessThanOrEqual(8_000)
  })
})
