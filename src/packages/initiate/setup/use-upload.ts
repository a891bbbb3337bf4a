import { useCallback, useRef, useState } from 'react'
import { errorCatalogue } from '#types/errors'
import { textsNow } from '@/locales/texts'
import { language } from '@/locales/language'
import { command, newKey } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { hasEnding, type ChosenFile } from '@/platform/chosen-file'
import { upload } from '@/platform/upload'
import type { DraftFile } from '../draft'
import { mostBytes } from '../file-size'
import { initiateTexts } from '../texts'

export type UploadState =
  | { step: 'idle' }
  | { step: 'uploading'; name: string; done: number }
  | { step: 'checking'; name: string }
  | { step: 'failed'; name: string; words: string; again: ChosenFile | null }

/** What is wrong with a file before a byte of it is sent; null when nothing is. */
export function faultOfFile(file: ChosenFile): 'FILE_TYPE' | 'FILE_TOO_BIG' | 'EMPTY' | null {
  if (!hasEnding(file.name, ['pdf'])) return 'FILE_TYPE'
  if (file.size === 0) return 'EMPTY'
  if (file.size > mostBytes) return 'FILE_TOO_BIG'
  return null
}

function wordsOf(code: 'FILE_TYPE' | 'FILE_TOO_BIG' | 'EMPTY'): string {
  if (code === 'EMPTY') return textsNow(initiateTexts).emptyFile
  return errorCatalogue[code][language()].replace('{max}', String(mostBytes / 1024 / 1024))
}

/** Sends one file and has it checked; every way it can fail ends in words and, where it helps, another try. */
export function useUpload(onReady: (file: DraftFile) => void) {
  const [state, setState] = useState<UploadState>({ step: 'idle' })
  const turn = useRef(0)

  const send = useCallback(
    async (file: ChosenFile) => {
      const mine = (turn.current += 1)
      const show = (next: UploadState) => {
        if (turn.current === mine) setState(next)
      }
      const { name } = file
      const fault = faultOfFile(file)
      if (fault) return show({ step: 'failed', name, words: wordsOf(fault), again: null })

      try {
        show({ step: 'uploading', name, done: 0 })
        const opened = await command(
          'contract',
          'createUpload',
          { filename: name, size: file.size },
          newKey(),
        )
        const { fileId } = await upload(opened.ticket, file, (done) =>
          show({ step: 'uploading', name, done }),
        )
        show({ step: 'checking', name })
        const checked = await command(
          'contract',
          'completeUpload',
          { uploadId: opened.uploadId, ...(fileId ? { fileId } : {}) },
          newKey(),
        )
        if (turn.current !== mine) return
        onReady({ uploadId: checked.uploadId, filename: name, size: checked.size, pages: checked.pages })
        show({ step: 'idle' })
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        const words = error.offline ? textsNow(initiateTexts).uploadLost : error.words[language()]
        show({ step: 'failed', name, words, again: error.offline || error.code === 'BUSY' ? file : null })
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
