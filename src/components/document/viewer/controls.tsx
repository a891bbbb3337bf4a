import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { useTexts } from '@/locales/texts'
import { documentTexts } from '../texts'

interface ControlsProps {
  /** The page being read, from 0. */
  reading: number
  pages: number
  zoom: number
  onPage: (page: number) => void
  onZoom: (zoom: number) => void
  onFind?: () => void
}

/** Page, zoom and search, for mouse and keyboard. */
export function Controls({ reading, pages, zoom, onPage, onZoom, onFind }: ControlsProps) {
  const t = useTexts(documentTexts)

  return (
    <div className="viewer__controls" role="group">
      <Press
        className="viewer__control"
        label={t.previousPage}
        disabled={reading === 0}
        onPress={() => onPage(reading - 1)}
      >
        <Icon name="up" size={20} />
      </Press>
      <span className="viewer__number" aria-live="polite">{`${reading + 1} / ${pages}`}</span>
      <Press
        className="viewer__control"
        label={t.nextPage}
        disabled={reading >= pages - 1}
        onPress={() => onPage(reading + 1)}
      >
        <Icon name="down" size={20} />
      </Press>
      <i className="viewer__rule" />
      <Press
        className="viewer__control"
        label={t.zoomOut}
        disabled={zoom <= 1}
        onPress={() => onZoom(zoom / 1.25)}
      >
        <Icon name="minus" size={20} />
      </Press>
      <span className="viewer__number">{`${Math.round(zoom * 100)}%`}</span>
      <Press
        className="viewer__control"
        label={t.zoomIn}
        disabled={zoom >= 4}
        onPress={() => onZoom(zoom * 1.25)}
      >
        <Icon name="plus" size={20} />
      </Press>
      <Press className="viewer__control" label={t.zoomFit} disabled={zoom === 1} onPress={() => onZoom(1)}>
        <Icon name="fullscreen" size={20} />
      </Press>
      {onFind && (
        <>
          <i className="viewer__rule" />
          <Press className="viewer__control" label={t.find} onPress={onFind}>
            <Icon name="search" size={20} />
          </Press>
        </>
      )}
    </div>
  )
}
