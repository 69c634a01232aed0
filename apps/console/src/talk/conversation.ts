import type { getConversation } from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'

export type Conversation = OutputOf<typeof getConversation>
