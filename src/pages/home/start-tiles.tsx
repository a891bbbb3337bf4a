import type { Me } from '#types/identity'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon/shapes'
import { Press } from '@/components/ui/press'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { may } from '@/data/rights'
import { useTexts } from '@/locales/texts'
import { capabilities } from '@/platform/capabilities'
import { codeInLink } from '@/platform/code-link'
import { openPage } from '@/platform/navigate'
import { scan } from '@/platform/scan'
import { homeTexts } from './home-texts'
import { useFirstTodo } from './use-first-todo'
import './start-tiles.scss'

/** What one can start here: sending a contract with the right to, scanning a code where there is a scanner. */
export function StartTiles({ me }: { me: Me }) {
  const t = useTexts(homeTexts)
  const initiates = may(me, 'contract.initiate')
  const scans = capabilities().scan
  const { calm } = useFirstTodo()

  const scanCode = async () => {
    const text = await scan()
    if (text === undefined) return
    const code = codeInLink(text)
    if (code) openPage('landing', { code })
    else toast(t.notOurs, 'failed')
  }

  if (!initiates && !scans) return null

  return (
    <View as="section" className="tiles">
      {initiates && (
        <Tile
          icon="upload"
          name={t.initiate}
          note={t.initiateNote}
          primary={calm}
          onPress={() => openPage('initiate')}
        />
      )}
      {scans && <Tile icon="scan" name={t.scan} note={t.scanNote} onPress={() => void scanCode()} />}
    </View>
  )
}

interface TileProps {
  icon: IconName
  name: string
  note: string
  /** The next step of this page: filled blue. */
  primary?: boolean
  onPress: () => void
}

function Tile({ icon, name, note, primary, onPress }: TileProps) {
  return (
    <Press className={primary ? 'card tile tile--primary' : 'card tile'} onPress={onPress}>
      <View as="span" className="tile__icon">
        <Icon name={icon} />
      </View>
      <View as="span" className="tile__words">
        <View as="span" className="tile__name">
          {name}
        </View>
        <View as="span" className="tile__note">
          {note}
        </View>
      </View>
      <Icon name="forward" size={16} className="tile__forward" />
    </Press>
  )
}
