import type { AnyAction } from '#platform/kernel/action'
import { convertUpload } from './convert-upload'
import { getPage } from './get-page'
import { getText } from './get-text'

/** What the document room can do. */
export const actions: readonly AnyAction[] = [convertUpload, getPage, getText]
