/** Typed events that go upward through the outbox. Handlers must bear being called twice with the same event. */
export type DomainEvent =
  | { topic: 'sms.captcha'; phoneCipher: string; codeCipher: string; minutes: number }
  | { topic: 'contract.turn'; contractId: string; partyId: string }
  | { topic: 'contract.completed'; contractId: string }
  | { topic: 'contract.ended'; contractId: string; how: 'refused' | 'revoked' | 'expired' }

export type Topic = DomainEvent['topic']
export type EventOf<T extends Topic> = Extract<DomainEvent, { topic: T }>
