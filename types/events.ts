/** Typed events that go upward through the outbox. Handlers must bear being called twice with the same event. */
export type DomainEvent =
  | {
      topic: 'sms.captcha'
      /** The code's row; a row with another serial means that a newer code has replaced this one. */
      captchaId: string
      serial: string
      phoneCipher: string
      codeCipher: string
      minutes: number
    }
  | { topic: 'contract.turn'; contractId: string; partyId: string }
  /** The deadline is a day away; who is to be told is decided when the message leaves. */
  | { topic: 'contract.reminder'; contractId: string }
  /** Everybody has signed: the file gets what its signatures need to be checked for ever, then the evidence is made. */
  | { topic: 'contract.closing'; contractId: string }
  | { topic: 'contract.completed'; contractId: string }
  | { topic: 'contract.ended'; contractId: string; how: 'refused' | 'revoked' | 'expired' }

export type Topic = DomainEvent['topic']
export type EventOf<T extends Topic> = Extract<DomainEvent, { topic: T }>
