import { useEffect, useReducer, useRef, useState } from 'react'
import { PageImages } from '@/components/document/page-images'
import { useTexts } from '@/locales/texts'
import { partyColour } from '../../draft'
import { initiateTexts } from '../../texts'
import type { Placing } from '../use-placing'

/** Height of one entry, px: fixed, so that a thousand pages need no measuring. */
const entry = 128

interface ThumbnailsProps {
  placing: Placing
  current: number
  onShow: (page: number) => void
}

/** Small pages; dots say whose areas are on them. Only those in view are drawn. */
export function Thumbnails({ placing, current, onShow }: ThumbnailsProps) {
  const t = useTexts(initiateTexts)
  const { file, state, draft, load } = placing
  const box = useRef<HTMLElement>(null)
  const [top, setTop] = useState(0)
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const [images] = useState(() => new PageImages(load, 200, redraw))
  const height = box.current?.clientHeight ?? 800
  const first = Math.max(0, Math.floor(top / entry) - 2)
  const last = Math.min(file.pages.length - 1, Math.ceil((top + height) / entry) + 2)

  useEffect(() => {
    images.want(Array.from({ length: last - first + 1 }, (_, index) => first + index))
  }, [images, first, last])
  useEffect(() => {
    const element = box.current
    if (!element) return
    const at = current * entry
    if (at < element.scrollTop || at + entry > element.scrollTop + element.clientHeight) {
      element.scrollTop = at - element.clientHeight / 2 + entry / 2
    }
  }, [current])

  const pages: number[] = []
  for (let page = first; page <= last; page += 1) pages.push(page)

  return (
    <nav
      ref={box}
      className="thumbs"
      aria-label={t.thumbs}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div style={{ position: 'relative', height: file.pages.length * entry }}>
        {pages.map((page) => {
          const fields = state.fields.filter((field) => field.page === page)
          const owners = [...new Set(fields.map((field) => field.partyId))]
          const image = images.get(page)
          const size = file.pages[page] ?? { width: 1, height: 1.4 }
          const scale = Math.min(64 / size.width, 88 / size.height)
          return (
            <button
              key={page}
              type="button"
              className={page === current ? 'thumb thumb--on' : 'thumb'}
              style={{ top: page * entry }}
              aria-current={page === current ? 'page' : undefined}
              aria-label={t.pageLabel(page + 1, fields.length)}
              onClick={() => onShow(page)}
            >
              <span
                className="thumb__page"
                style={{ width: size.width * scale, height: size.height * scale }}
              >
                {image?.url && (
                  <img className="thumb__image" src={image.url} alt="" onError={() => images.broken(page)} />
                )}
              </span>
              <span className="thumb__foot">
                {page + 1}
                {owners.map((owner) => (
                  <i key={owner} className={`thumb__dot party-ink-${partyColour(draft, owner)}`} />
                ))}
              </span>
            </button>
          )
        })}
      </div>
    </nav>
  )
}
