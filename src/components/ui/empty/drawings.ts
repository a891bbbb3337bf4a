const frame = (inner: string) =>
  '<svg xmlns="http://www.w3.org/2000/svg" width="168" height="136" viewBox="0 0 168 136" fill="none" stroke="#24527a"' +
  ` stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`

const sheet =
  '<path d="M20 122h128" stroke="#d2cfc6"/>' +
  '<path d="M46 14h52l20 20v82a6 6 0 0 1-6 6H46a6 6 0 0 1-6-6V20a6 6 0 0 1 6-6z" fill="#fff"/>' +
  '<path d="M98 14v16a4 4 0 0 0 4 4h16" fill="#e9f0f6"/>' +
  '<path d="M54 46h50M54 58h50M54 70h32" stroke="#d2cfc6"/>'

/** Line drawings of empty states, in the colours of the tokens. */
export const drawings = {
  sign: frame(
    sheet +
      '<rect x="54" y="88" width="50" height="20" rx="4" fill="#e9f0f6" stroke-dasharray="3 4"/>' +
      '<path d="m102 100 34-38 10 9-34 38-13 4z" fill="#fff"/><path d="m129 70 10 9"/>',
  ),
  calm: frame(
    sheet +
      '<circle cx="116" cy="98" r="18" fill="#e8f4ec" stroke="#15703f"/><path d="m108 98 6 6 11-12" stroke="#15703f"/>',
  ),
  search: frame(
    sheet + '<circle cx="112" cy="92" r="18" fill="#fff"/><path d="m125 105 14 14" stroke-width="3"/>',
  ),
} as const
