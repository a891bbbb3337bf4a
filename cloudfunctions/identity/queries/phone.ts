import type { Vault } from '#platform/kernel/ports'
import { maskPhone } from '../rules/masks'

/** Look-up value of a phone, the same in every room: equals `phoneLookup` of an account's caller. */
export const phoneLookup = (vault: Vault, phone: string) => vault.lookup(phone, 'phone')

/** `138****6621`. */
export const phoneMasked = maskPhone
