import { useState } from 'react'
import type { SignatureView } from '#types/verification'
import { Press } from '@/components/ui/press'
import { StatusChip } from '@/components/ui/status-chip'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { fullStamp } from '@/locales/when'
import { verificationTexts } from '../verification-texts'

/** One signature or time stamp: who, when and by whose word, how good, what came after; the certificate on demand. */
export function SignatureItem({ signature }: { signature: SignatureView }) {
  const t = useTexts(verificationTexts)
  const words = useTexts(contractWords)
  const [open, setOpen] = useState(false)
  const { kind, party, certificate, time, timeSource, level, integrity, changesAfter, trust } = signature
  const isStamp = kind === 'document-time-stamp'
  const name = isStamp ? t.stamp : (party ?? certificate?.name ?? t.unknownSigner)
  const holds = integrity === 'ok' && changesAfter !== 'modified'

  return (
    <View as="li" className="signature">
      <View className="row between">
        <View as="span" className="t4b cut grow">
          {name}
        </View>
        <StatusChip tone={holds ? 'done' : integrity === 'unknown' ? 'wait' : 'refused'}>
          {isStamp ? t.stampIntegrity[integrity] : t.integrity[integrity]}
        </StatusChip>
      </View>
      <View className="t5 c-ink2">
        {time === null ? t.source[timeSource] : `${fullStamp(time)}${words.dot}${t.source[timeSource]}`}
      </View>
      <View className="t5 c-ink2">
        {[isStamp ? null : `${level} ${t.level[level]}`, t.after[changesAfter], t.trust[trust]]
          .filter(Boolean)
          .join(words.dot)}
      </View>
      {certificate && (
        <>
          <Press className="signature__more t5 c-blue" expanded={open} onPress={() => setOpen(!open)}>
            {open ? t.hideCertificate : t.showCertificate}
          </Press>
          {open && (
            <View as="dl" className="t5 signature__certificate">
              <Line name={t.subject}>
                {certificate.organization && certificate.organization !== certificate.name
                  ? `${certificate.name}${words.dot}${certificate.organization}`
                  : certificate.name}
              </Line>
              <Line name={t.issuer}>{certificate.issuer}</Line>
              <Line name={t.serial}>{certificate.serialNumber}</Line>
              <Line name={t.valid}>
                {`${fullStamp(certificate.notBefore)} – ${fullStamp(certificate.notAfter)}`}
              </Line>
              <Line name={t.fingerprint}>{certificate.fingerprint}</Line>
            </View>
          )}
        </>
      )}
    </View>
  )
}

function Line({ name, children }: { name: string; children: string }) {
  return (
    <View className="verification__saving">
      <View as="dt" className="c-ink3 verification__name">
        {name}
      </View>
      <View as="dd" className="verification__value">
        {children}
      </View>
    </View>
  )
}
