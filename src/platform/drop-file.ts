import type { ChosenFile } from './chosen-file'

/** Nothing can be dropped into a mini-program. */
export function useFileDrop(_onFiles: (files: ChosenFile[]) => void): boolean {
  return false
}
