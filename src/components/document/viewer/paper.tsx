import type { ReactNode } from 'react'
import type { PageText } from '#types/document'
import { Picture } from '@/components/ui/picture'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import type { PageImage } from '../page-images'
import { documentTexts } from '../texts'
import { PageWords, spokenImage } from './page-words'
import './viewer.scss'

export interface PaperProps {
  index: number
  count: number
  top: number
  left: number
  width: number
  height: number
  image?: PageImage
  /** Its text with places, once it is there. */
  text?: PageText
  onBroken: () => void
  onRetry: () => void
  children?: ReactNode
}

/** One page: its image, its text for screen readers, and what is drawn over it. */
export function Paper(props: PaperProps) {
  const t = useTexts(documentTexts)
  const { index, count, image } = props
  const px = (value: number) => `${Math.round(value * 100) / 100}px`

  return (
    <View
      as="section"
      className="paper"
      aria-label={t.pageOf(index + 1, count)}
      aria-busy={image?.state !== 'ready' && image?.state !== 'failed'}
      style={{ top: px(props.top), left: px(props.left), width: px(props.width), height: px(props.height) }}
    >
      {image?.state === 'ready' && image.url && (
        <Picture
          className="paper__image"
          src={image.url}
          alt={spokenImage(image.text ?? '', t.pagePicture)}
          fit="fill"
          onError={props.onBroken}
        />
      )}
      {(!image || image.state === 'loading') && <Blank />}
      {image?.state === 'failed' && (
        <View className="paper__failed" role="alert">
          <View>{t.pageFailed}</View>
          <Press className="paper__retry" onPress={props.onRetry}>
            {t.loadAgain}
          </Press>
        </View>
      )}
      {image?.state === 'ready' && (
        <PageWords text={props.text} plain={image.text ?? ''} width={props.width} />
      )}
      {props.children}
    </View>
  )
}

const lines = ['52%', '88%', '84%', '90%', '63%', '86%', '90%', '78%']

/** Grey lines while the image is on its way. */
function Blank() {
  return (
    <View className="paper__blank" aria-hidden>
      {lines.map((width, index) => (
        <View key={index} className="paper__line" style={{ width }} />
      ))}
    </View>
  )
}
