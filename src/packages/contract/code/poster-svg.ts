import type { SignCode } from './poster'

/** A picture of the poster: a self-contained SVG and its size in px. */
export interface PosterPicture {
  svg: string
  width: number
  height: number
}

const width = 750
const height = 900

/** The poster as one picture: who invites, to what, the code, what to do. */
export function posterSvg(
  code: Pick<SignCode, 'qrSvg' | 'name'>,
  words: { invites: string; how: string },
): PosterPicture {
  const qr = `data:image/svg+xml,${encodeURIComponent(code.qrSvg)}`
  const text = (y: number, size: number, weight: number, fill: string, content: string) =>
    `<text x="375" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="middle">${escape(content)}</text>`

  return {
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
      ` font-family="PingFang SC,Noto Sans CJK SC,Microsoft YaHei,sans-serif">` +
      `<rect width="${width}" height="${height}" fill="#fff"/><rect width="${width}" height="200" fill="#1f2a37"/>` +
      text(80, 28, 400, '#e6e4de', words.invites) +
      text(145, 40, 700, '#fff', shorten(code.name)) +
      `<image href="${qr}" x="155" y="250" width="440" height="440"/>` +
      text(770, 32, 700, '#1f2a37', words.how) +
      text(840, 24, 400, '#686d76', '签立 · Qianli') +
      '</svg>',
    width,
    height,
  }
}

function shorten(name: string): string {
  const characters = Array.from(name)
  return characters.length > 16 ? `${characters.slice(0, 15).join('')}…` : name
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
