/** `138****6621`. */
export const maskPhone = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** First and last character of a document number, e.g. `3****************1`. */
export const maskIdNumber = (idNumber: string) =>
  idNumber.slice(0, 1) + '*'.repeat(Math.max(0, idNumber.length - 2)) + idNumber.slice(-1)
