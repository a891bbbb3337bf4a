import { useState } from 'react'
import type { SignatureView } from '#types/verification'
import { Press } from '@/components/ui/press'
import { StatusChip } from '@/components/ui/status-chip'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { fullStamp } from '@/locales/when'
import { issuerName } from './issuer-name'
import { ProofLine } from './proof-line'
import { proofTexts } from './proof-texts'
import { stateOf, toneOf } from './signature-state'
import './proof.scss'

interface SignatureItemProps {
  signature: SignatureView
  /** What a document time stamp is called here. */
  stampName: string
}

/** One signature or time stamp: who, when and by whose word, who vouches, what came after; the certificate on demand. */
export function SignatureItem({ signature, stampName }: SignatureItemProps) {
  const t = useTexts(proofTexts)
  const words = useTexts(contractWords)
  const [open, setOpen] = useState(false)
  const { kind, party, certificate, time, timeSource, level, changesAfter, trust } = signature
  const isStamp = kind === 'document-time-stamp'
  const signer = party ?? certificate?.name ?? t.unknownSigner
  const name = isStamp ? stampName : signer
  const state = stateOf(signature)
  const signed = state !== 'empty'
  const organization = certificate?.organization
  const act = open ? t.hideCertificate : t.showCertificate

  return (
    <View as="li" className="signature">
      <View className="row between">
        <View as="span" className="t4b cut grow">
          {name}
        </View>
        <StatusChip tone={toneOf[state]}>{isStamp ? t.stampState[state] : t.state[state]}</StatusChip>
      </View>
      {signed && (
        <>
          {!isStamp && organization && organization !== signer && (
            <View className="t5 c-ink2">{organization}</View>
          )}
          <View className="t5 c-ink2">
            {time === null ? t.source[timeSource] : `${fullStamp(time)}${words.dot}${t.source[timeSource]}`}
          </View>
          <View className={trust === 'trusted' ? 't5 c-ink2' : 't5 c-wait'}>
            {certificate
              ? `${t.issuedBy(issuerName(certificate.issuer))}${words.dot}${t.trust[trust]}`
              : t.noCertificate}
          </View>
          <View
            className={
              changesAfter === 'modified' ? 'signature__line t5 c-refused' : 'signature__line t5 c-ink2'
            }
          >
            {[isStamp ? null : t.level[level], t.after[changesAfter]].filter(Boolean).join(words.dot)}
          </View>
        </>
      )}
      {certificate && (
        <>
          <Press
            className="signature__more t5 c-blue"
            expanded={open}
            label={t.certificateOf(act, name)}
            onPress={() => setOpen(!open)}
          >
            {act}
          </Press>
          {open && (
            <View as="dl" className="t5 signature__certificate">
              <ProofLine name={t.subject}>
                {organization && organization !== certificate.name
                  ? `${certificate.name}${words.dot}${organization}`
                  : certificate.name}
              </ProofLine>
              <ProofLine name={t.issuer}>{certificate.issuer}</ProofLine>
              <ProofLine name={t.serial}>{certificate.serialNumber}</ProofLine>
              <ProofLine name={t.valid}>
                {`${fullStamp(certificate.notBefore)} – ${fullStamp(certificate.notAfter)}`}
              </ProofLine>
              <ProofLine name={t.fingerprint}>{certificate.fingerprint}</ProofLine>
            </View>
          )}
        </>
      )}
    </View>
  )
}
