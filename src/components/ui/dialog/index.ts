import { textsNow } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { enqueue } from './queue'

export interface ConfirmOptions {
  title: string
  /** What will happen; one or two sentences. */
  text?: string
  confirm?: string
  cancel?: string | null
  kind?: 'primary' | 'sign' | 'danger'
}

export interface AskOptions extends ConfirmOptions {
  placeholder?: string
  /** Said when the answer is empty. */
  emptyError: string
  maxLength?: number
}

/** Asks and waits. False when the person cancels, presses Escape or leaves the page. */
export function confirm(options: ConfirmOptions): Promise<boolean> {
  const t = textsNow(uiTexts)

  return new Promise((resolve) => {
    enqueue({
      ...options,
      confirm: options.confirm ?? t.confirm,
      cancel: options.cancel === null ? null : (options.cancel ?? t.cancel),
      kind: options.kind ?? 'primary',
      answer: (answer) => resolve(answer !== null),
    })
  })
}

/** Tells something that must be read; one button. */
export function inform(options: Omit<ConfirmOptions, 'cancel'>): Promise<boolean> {
  return confirm({ ...options, cancel: null })
}

/** Asks for a few words, e.g. the reason of a refusal. Null when the person cancels. */
export function ask(options: AskOptions): Promise<string | null> {
  const t = textsNow(uiTexts)

  return new Promise((resolve) => {
    enqueue({
      title: options.title,
      text: options.text,
      confirm: options.confirm ?? t.confirm,
      cancel: options.cancel ?? t.cancel,
      kind: options.kind ?? 'primary',
      field: {
        placeholder: options.placeholder ?? '',
        emptyError: options.emptyError,
        maxLength: options.maxLength ?? 200,
      },
      answer: resolve,
    })
  })
}
