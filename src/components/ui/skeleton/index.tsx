import { useEffect, useState } from 'react'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { View } from '../view'
import './index.scss'

export interface SkeletonProps {
  /** How many cards. */
  count?: number
  /** Shape of what comes. */
  shape?: 'card' | 'row' | 'page'
}

const widths = ['60%', '86%', '40%']

/** The shape of what comes; only when it takes longer than 300 ms. */
export function Skeleton({ count = 3, shape = 'card' }: SkeletonProps) {
  const t = useTexts(uiTexts)
  const [late, setLate] = useState(false)

  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])

  return (
    <View className="skeleton" role="status" aria-label={t.loading} aria-busy>
      {late &&
        Array.from({ length: count }, (_, index) => (
          <View key={index} className={`skeleton__item skeleton__item--${shape}`} aria-hidden>
            {shape === 'card' && (
              <View className="skeleton__top">
                <View className="skeleton__bar skeleton__bar--chip" />
                <View className="skeleton__bar skeleton__bar--short" />
              </View>
            )}
            {widths.map((width) => (
              <View key={width} className="skeleton__bar" style={{ width }} />
            ))}
          </View>
        ))}
    </View>
  )
}
