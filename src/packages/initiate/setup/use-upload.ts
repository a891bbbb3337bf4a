import { useCallback, useRef, useState } from 'react'
import type { ConversionNotice } from '#types/document'
import { uploadEnding } from '#types/upload'
import { language } from '@/locales/language'
import { textsNow } from '@/locales/texts'
import { command, newKey } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import type { ChosenFile } from '@/platform/chosen-file'
import { upload } from '@/platform/upload'
import type { DraftFile } from '../draft'
import { initiateTexts } from '../texts'
import { faultOfFiles } from './check-files'

export type UploadState =
  | { step: 'idle' }
  /** `done` from 0 to 1 over all files. */
  | { step: 'uploading'; name: string; done: number }
  | { step: 'converting'; name: string }
  | { step: 'checking'; name: string }
  | { step: 'failed'; name: string; words: string; again: readonly ChosenFile[] | null }

interface Sent {
  uploadId: string
  fileId?: string
}

/**
 * Sends one document, or images that become one, has what is no PDF converted and the result checked. Every way it
 * can fail ends in words and, where it helps, another try.
 */
export function useUpload(onReady: (file: DraftFile) => void) {
  const [state, setState] = useState<UploadState>({ step: 'idle' })
  const turn = useRef(0)

  const send = useCallback(
    async (files: readonly ChosenFile[]) => {
      const [first] = files
      if (!first) return
      const mine = (turn.current += 1)
      const current = () => turn.current === mine
      const show = (next: UploadState) => {
        if (current()) setState(next)
      }
      const name = files.length === 1 ? first.name : textsNow(initiateTexts).images(first.name, files.length)
      const fault = faultOfFiles(files)
      if (fault) return show({ step: 'failed', ...fault, again: null })

      try {
        const sent = await sendAll(files, current, (done) => show({ step: 'uploading', name, done }))
        if (!sent) return
        const { uploadId, fileId, notices } = await converted(files, sent, () =>
          show({ step: 'converting', name }),
        )
        show({ step: 'checking', name })
        const checked = await command(
          'contract',
          'completeUpload',
          { uploadId, ...(fileId ? { fileId } : {}) },
          newKey(),
        )
        if (!current()) return
        const { size, pages } = checked
        onReady({
          uploadId: checked.uploadId,
          filename: first.name,
          size,
          pages,
          ...(notices.length > 0 ? { notices } : {}),
        })
        show({ step: 'idle' })
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        const words = error.offline ? textsNow(initiateTexts).uploadLost : error.words[language()]
        const retry = error.offline || error.code === 'BUSY' || error.code === 'CONVERSION_UNAVAILABLE'
        show({ step: 'failed', name, words, again: retry ? files : null })
      }
    },
    [onReady],
  )
  const cancel = useCallback(() => {
    turn.current += 1
    setState({ step: 'idle' })
  }, [])

  return { state, send, cancel }
}

/** One after the other, so that they keep their order and a weak line is not shared; null when given up. */
async function sendAll(
  files: readonly ChosenFile[],
  current: () => boolean,
  onProgress: (done: number) => void,
): Promise<Sent[] | null> {
  const all = files.reduce((sum, { size }) => sum + size, 0)
  const sent: Sent[] = []
  let before = 0
  onProgress(0)
  for (const file of files) {
    if (!current()) return null
    const asked = { filename: file.name, size: file.size }
    const opened = await command('contract', 'createUpload', asked, newKey())
    const { fileId } = await upload(opened.ticket, file, (done) =>
      onProgress((before + file.size * done) / all),
    )
    sent.push({ uploadId: opened.uploadId, ...(fileId ? { fileId } : {}) })
    before += file.size
  }
  return current() ? sent : null
}

/** The upload that stands for all of them, as a PDF. */
async function converted(
  files: readonly ChosenFile[],
  sent: readonly Sent[],
  onStart: () => void,
): Promise<Sent & { notices: ConversionNotice[] }> {
  const [file] = files
  const [first] = sent
  if (!file || !first) throw new TypeError('nothing was sent')
  if (files.length === 1 && uploadEnding(file.name) === 'pdf') return { ...first, notices: [] }
  onStart()
  const answer = await command('document', 'convertUpload', { uploads: [...sent] }, newKey())
  // What was a PDF under another name is taken as it came.
  return { ...first, uploadId: answer.uploadId, notices: answer.notices }
}
