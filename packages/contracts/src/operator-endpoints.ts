/** Every endpoint of the operator's API, for whatever has to walk them all. */
import { getAiAgreement, labelTurn } from './ai-agreement.ts'
import { getAiSpend } from './ai-spend.ts'
import {
  acknowledgeAlert,
  endSilence,
  getAlertStats,
  listAlerts,
  resolveAlert,
  silenceAlerts,
  testAlert,
} from './alerts.ts'
import { listAuditLog } from './audit-log.ts'
import { ignoreNumber, listCalls, listIgnored, stopIgnoring } from './calls.ts'
import { changeClient, createClient, getClient, listClients } from './clients.ts'
import {
  answerConversation,
  getConversation,
  handBack,
  listConversations,
  listMessages,
  takeOver,
} from './conversations.ts'
import { listDeliveries } from './deliveries.ts'
import type { Endpoint } from './endpoint.ts'
import { streamEvents } from './events.ts'
import { exportConversations, exportLeads } from './exports.ts'
import { addFact, changeFact, listFacts, removeFact } from './facts.ts'
import { getHealth, getHealthChecks, getLiveness, getReadiness } from './health.ts'
import { changeHeld, dropClientHeld, dropHeld, listHeld, releaseClientHeld, releaseHeld } from './held.ts'
import { changeLead, listLeadHistory, listLeads } from './leads.ts'
import { getMonitor, runMonitorNow } from './monitor.ts'
import { addNumber, checkNumbers, listNumbers, setUpNumber } from './numbers.ts'
import {
  advanceOnboarding,
  allocateClientNumber,
  backOnboarding,
  completeOnboarding,
  confirmTestCall,
  getOnboarding,
  recordPayment,
  releaseClientNumber,
  resendQuestion,
  restartOnboarding,
} from './onboarding.ts'
import {
  addOperator,
  addToken,
  changeOperator,
  getMe,
  linkOperator,
  listOperators,
  listTokens,
  revokeToken,
  signIn,
  signOut,
} from './operators.ts'
import { liftOptOut, listOptOuts, recordOptOut } from './opt-outs.ts'
import { listStuckClients, listTerminalClients, muteClient } from './stuck-clients.ts'
import {
  changeClientSwitches,
  changeFleetSwitches,
  getFleetSwitches,
  listClientSwitchLog,
  listFleetSwitchLog,
} from './switches.ts'
import { changeTemplate, listTemplates } from './templates.ts'
import { getToday } from './today.ts'
import { getMessageTrace } from './trace.ts'

export const operatorEndpoints: readonly Endpoint[] = [
  createClient,
  listClients,
  getClient,
  changeClient,
  getOnboarding,
  advanceOnboarding,
  backOnboarding,
  restartOnboarding,
  completeOnboarding,
  resendQuestion,
  confirmTestCall,
  recordPayment,
  allocateClientNumber,
  releaseClientNumber,
  listFacts,
  addFact,
  changeFact,
  removeFact,
  listTemplates,
  changeTemplate,
  changeClientSwitches,
  listClientSwitchLog,
  getFleetSwitches,
  changeFleetSwitches,
  listFleetSwitchLog,
  listHeld,
  releaseHeld,
  changeHeld,
  dropHeld,
  releaseClientHeld,
  dropClientHeld,
  listConversations,
  getConversation,
  listMessages,
  answerConversation,
  takeOver,
  handBack,
  listCalls,
  listIgnored,
  ignoreNumber,
  stopIgnoring,
  getMessageTrace,
  listDeliveries,
  listLeads,
  changeLead,
  listLeadHistory,
  streamEvents,
  exportConversations,
  exportLeads,
  listOptOuts,
  recordOptOut,
  liftOptOut,
  addNumber,
  listNumbers,
  checkNumbers,
  setUpNumber,
  getToday,
  getAiSpend,
  getAiAgreement,
  labelTurn,
  listAuditLog,
  listStuckClients,
  listTerminalClients,
  muteClient,
  getMonitor,
  runMonitorNow,
  listAlerts,
  acknowledgeAlert,
  resolveAlert,
  testAlert,
  silenceAlerts,
  endSilence,
  getAlertStats,
  signIn,
  signOut,
  getMe,
  listTokens,
  addToken,
  revokeToken,
  listOperators,
  addOperator,
  changeOperator,
  linkOperator,
  getHealth,
  getHealthChecks,
  getLiveness,
  getReadiness,
]
