import type { ChosenFile } from './chosen-file'
import { networkError } from './call-error'
import { csrfToken } from './csrf.h5'
import type { UploadTicket } from './upload'

export type { UploadTicket }

/** Sends a chosen file to where its ticket says. Progress from 0 to 1. */
export function upload(
  ticket: UploadTicket,
  file: ChosenFile,
  onProgress: (done: number) => void,
): Promise<{ fileId?: string }> {
  const { blob } = file
  if (ticket.kind !== 'http' || !blob) return Promise.reject(networkError())

  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', ticket.url)
    request.withCredentials = true
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-csrf', csrfToken())
    for (const [name, value] of Object.entries(ticket.headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () => (request.status < 300 ? resolve({}) : reject(networkError()))
    request.onerror = () => reject(networkError())
    request.ontimeout = () => reject(networkError())
    request.send(blob)
  })
}
