import type { AnyAction } from '#platform/kernel/action'
import { convertUpload } from './convert-upload'
import { createValidation } from './create-validation'
import { findText } from './find-text'
import { getPage } from './get-page'
import { getText } from './get-text'
import { validate } from './validate'

/** What the document room can do. */
export const actions: readonly AnyAction[] = [
  convertUpload,
  createValidation,
  findText,
  getPage,
  getText,
  validate,
]
