export interface WechatPhoneButtonProps {
  children: string
  busy?: boolean
  /** Not before consent: then a press calls this instead. */
  onBlocked?: () => void
  /** The code that the server exchanges for the phone number; undefined when the person declined. */
  onCode: (code: string | undefined) => void
}
