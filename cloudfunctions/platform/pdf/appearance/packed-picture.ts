/**
 * A picture whose PDF content has been written and packed already: what is stored with a seal, so that stamping it
 * costs a copy of bytes. Made by `packPicture` from a VectorPicture; the same picture always gives the same bytes.
 */
export interface PackedPicture {
  /** natural size, points */
  width: number
  height: number
  /** the form XObject's content stream, deflated */
  content: Buffer
}
