import { useEffect, useRef, useState } from 'react'
import type { ChosenFile } from './chosen-file'
import { usePageVisible } from './page-visible'

/**
 * Takes files dropped anywhere on the window while the page is in view; true while some are being dragged over it.
 * Pages below it stay in the document and must not take them too.
 */
export function useFileDrop(onFiles: (files: ChosenFile[]) => void): boolean {
  const [over, setOver] = useState(false)
  const visible = usePageVisible()
  const take = useRef(onFiles)
  take.current = onFiles

  useEffect(() => {
    if (!visible) return undefined
    let depth = 0
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files')
    const enter = (event: DragEvent) => {
      if (!carriesFile(event)) return
      depth += 1
      setOver(true)
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hold = (event: DragEvent) => {
      if (carriesFile(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0)
        take.current(files.map((file) => ({ name: file.name, size: file.size, blob: file })))
    }

    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hold)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hold)
      window.removeEventListener('drop', drop)
    }
  }, [visible])

  return over
}
