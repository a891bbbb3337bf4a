import Taro from '@tarojs/taro'
import type { ActionOutput } from '#types/api'
import type { ChosenFile } from './chosen-file'
import { networkError } from './call-error'

export type UploadTicket = ActionOutput<'contract', 'createUpload'>['ticket']

/**
 * Sends a chosen file to where its ticket says. Progress from 0 to 1.
 * Gives the file id that `completeUpload` wants for cloud tickets.
 */
export async function upload(
  ticket: UploadTicket,
  file: ChosenFile,
  onProgress: (done: number) => void,
): Promise<{ fileId?: string }> {
  if (!file.path) throw networkError()

  try {
    if (ticket.kind === 'cloud') {
      const task = Taro.cloud.uploadFile({ cloudPath: ticket.cloudPath, filePath: file.path })
      const { fileID } = await task
      onProgress(1)
      return { fileId: fileID }
    }
    await sendBytes(ticket, file.path)
    onProgress(1)
    return {}
  } catch {
    throw networkError()
  }
}

/** `wx.uploadFile` only knows forms; the ticket wants the raw bytes. */
async function sendBytes(ticket: Extract<UploadTicket, { kind: 'http' }>, filePath: string): Promise<void> {
  const bytes = Taro.getFileSystemManager().readFileSync(filePath)
  const { statusCode } = await Taro.request({
    url: ticket.url,
    method: 'POST',
    header: { 'content-type': 'application/octet-stream', ...ticket.headers },
    data: bytes,
  })
  if (statusCode >= 300) throw networkError()
}
