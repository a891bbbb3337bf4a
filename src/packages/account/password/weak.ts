/** Six equal digits or a plain row of digits, up or down. */
export function isWeak(password: string): boolean {
  const digits = Array.from(password, Number)
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0))

  return (
    steps.every((step) => step === 0) ||
    steps.every((step) => step === 1) ||
    steps.every((step) => step === -1)
  )
}
