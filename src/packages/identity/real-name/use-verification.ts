import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ActionOutput } from '#types/api'
import { becomeMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { command } from '@/platform/call'
import { currentPath } from '@/platform/navigate'
import { openLink, pathForReturn } from '@/platform/open-link'
import { forget, readStored, store } from '@/platform/storage'

type Status = ActionOutput<'identity', 'realNameStatus'>

interface Running {
  id: string
  faceUrl: string
}

export type Stage =
  | { at: 'form' }
  | { at: 'waiting'; copied: boolean }
  | { at: 'failed'; reason: Status['reason'] }
  | { at: 'passed' }

const idKey = 'verification.id'
const urlKey = 'verification.url'

function kept(): Running | undefined {
  const id = readStored<string>(idKey)
  const faceUrl = readStored<string>(urlKey)
  return id && faceUrl ? { id, faceUrl } : undefined
}

/**
 * A verification from form to result. It outlives the visit to the face page: the id is kept on the device,
 * and coming back goes on waiting. The outcome is asked of the server, never taken from the link back.
 */
export function useVerification() {
  const [running, setRunning] = useState<Running | undefined>(kept)
  const [stage, setStage] = useState<Stage>(running ? { at: 'waiting', copied: false } : { at: 'form' })
  const start = useCommand('identity', 'startRealName')

  const status = useQuery({
    queryKey: ['identity', 'whoAmI', 'verification', running?.id],
    queryFn: () => command('identity', 'realNameStatus', { verificationId: running?.id ?? '' }),
    enabled: running !== undefined && stage.at === 'waiting',
    refetchInterval: (answer) => (answer.state.data?.state === 'pending' ? 2000 : false),
    gcTime: 0,
    staleTime: 0,
  })

  const drop = () => {
    forget(idKey)
    forget(urlKey)
    setRunning(undefined)
  }

  const { data, error } = status
  useEffect(() => {
    if (stage.at !== 'waiting') return
    if (data?.state === 'passed') {
      if (data.me) becomeMe(data.me)
      drop()
      setStage({ at: 'passed' })
    } else if (data?.state === 'failed') {
      drop()
      setStage({ at: 'failed', reason: data.reason })
    }
  }, [data, stage.at])

  const begin = async (name: string, idNumber: string) => {
    const path = currentPath()
    const begun = await start.run({
      name,
      idNumber,
      consentGeneral: true,
      consentSensitive: true,
      returnTo: path && pathForReturn(path),
    })
    if (!begun) return
    store(idKey, begun.verificationId)
    store(urlKey, begun.faceUrl)
    setRunning({ id: begun.verificationId, faceUrl: begun.faceUrl })
    setStage({ at: 'waiting', copied: false })
    await open(begun.faceUrl)
  }

  const open = async (url: string) => {
    if ((await openLink(url)) === 'copied') setStage({ at: 'waiting', copied: true })
  }

  return {
    stage,
    begin,
    starting: start.busy,
    startError: start.error,
    /** The status itself could not be asked, or the verification is gone. */
    statusError: stage.at === 'waiting' ? error : null,
    askAgain: () => void status.refetch(),
    openFace: () => running && void open(running.faceUrl),
    restart: () => {
      drop()
      start.clear()
      setStage({ at: 'form' })
    },
  }
}
