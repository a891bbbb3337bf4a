import { useCallback, useRef, useState } from 'react'
import type { Validation } from '#types/verification'
import { noticeEndOfSession } from '@/data/query-client'
import { command, newKey } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import type { ChosenFile } from '@/platform/chosen-file'
import { upload } from '@/platform/upload'
import { failureOf } from './failure'
import { faultOfFiles } from './fault-of-files'

export type ValidationState =
  | { step: 'idle' }
  /** `done` from 0 to 1. */
  | { step: 'uploading'; name: string; done: number }
  | { step: 'verifying'; name: string }
  | { step: 'failed'; name: string; words: string; again: ChosenFile | null }
  | { step: 'done'; validation: Validation }

/** Sends one file and has it validated. Every way it can fail ends in words and, where it helps, another try. */
export function useValidation() {
  const [state, setState] = useState<ValidationState>({ step: 'idle' })
  const turn = useRef(0)

  const send = useCallback(async (files: readonly ChosenFile[]) => {
    const [file] = files
    if (!file) return
    const mine = (turn.current += 1)
    const show = (next: ValidationState) => {
      if (turn.current === mine) setState(next)
    }
    const { name } = file
    const fault = faultOfFiles(files)
    if (fault) return show({ step: 'failed', name, words: fault, again: null })

    try {
      show({ step: 'uploading', name, done: 0 })
      const opened = await command(
        'document',
        'createValidation',
        { filename: name, size: file.size },
        newKey(),
      )
      if (turn.current !== mine) return
      const sent = await upload(opened.ticket, file, (done) => show({ step: 'uploading', name, done }))
      if (turn.current !== mine) return
      show({ step: 'verifying', name })
      const validation = await command(
        'document',
        'validate',
        { uploadId: opened.uploadId, ...(sent.fileId ? { fileId: sent.fileId } : {}) },
        newKey(),
      )
      show({ step: 'done', validation })
    } catch (error) {
      const { words, repeatable } = failureOf(error)
      show({ step: 'failed', name, words, again: repeatable ? file : null })
      if (!(error instanceof CallError)) throw error
      noticeEndOfSession(error)
    }
  }, [])
  const reset = useCallback(() => {
    turn.current += 1
    setState({ step: 'idle' })
  }, [])

  return { state, send, reset }
}
