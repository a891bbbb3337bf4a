/** Mini-programs do not tell whether less motion is wanted. */
export function calmMotion(): boolean {
  return false
}
