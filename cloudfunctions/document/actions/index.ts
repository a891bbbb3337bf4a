import type { AnyAction } from '#platform/kernel/action'
import { convertUpload } from './convert-upload'
import { findText } from './find-text'
import { getPage } from './get-page'
import { getText } from './get-text'

/** What the document room can do. */
export const actions: readonly AnyAction[] = [convertUpload, findText, getPage, getText]
