import { checkChain } from '#platform/evidence/audit-chain'
import { chainOf } from '#platform/kernel/audit'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { contractCollection, type Contract } from '../model/contract'
import type { Rooms } from './room.fixture'

export async function storedContract(rooms: Rooms, id: string): Promise<Contract> {
  const contract = await rooms.deps.store.get(contractCollection, id)
  if (!contract) throw new Error(`no contract ${id}`)
  return contract
}

/** Whatever happened: the state, the chain and the file tell the same story. */
export async function expectConsistent(rooms: Rooms, contractId: string): Promise<void> {
  const contract = await storedContract(rooms, contractId)
  const chain = await chainOf(rooms.deps.store, contractId)
  expect(checkChain(chain)).toEqual([])
  expect(chain).toHaveLength(contract.chain.length)
  expect(chain.at(-1)?.hash).toBe(contract.chain.hash)
  const signed = contract.parties.filter((p) => p.state === 'SIGNED').length
  expect(chain.filter((e) => e.type === 'party.signed')).toHaveLength(signed)
  const closed = chain.filter((e) => e.type === 'file.closed').length
  expect(closed).toBe(contract.closing ? 1 : 0)
  if (closed > 0) expect(contract.status).toBe('COMPLETED')
  expect(contract.revision.seq).toBe(signed + closed)
  const bytes = await rooms.files.read(contract.revision.file)
  const report = verifyPdf(bytes)
  expect(report.signatures).toHaveLength(signed + closed)
  const party = report.signatures.filter((s) => s.kind === 'signature')
  expect(party).toHaveLength(signed)
  if (closed > 0) expect(new Set(party.map((s) => s.level))).toEqual(new Set(['B-LTA']))
  expect(report.verdict).toBe(signed > 0 ? 'intact' : 'unsigned')
  const base = await rooms.files.read(contract.base)
  expect(bytes.subarray(0, base.length).equals(base)).toBe(true)
}
