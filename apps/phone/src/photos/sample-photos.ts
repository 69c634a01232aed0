// Two photos to attach, drawn for this page and served with it.
import { NotAnswered } from '../wire/answers.ts'
import brokenBoiler from './broken-boiler.jpg'
import drippingTap from './dripping-tap.jpg'

export interface SamplePhoto {
  label: string
  load: () => Promise<{ contentType: string; base64: string }>
}

export const samplePhotos: readonly SamplePhoto[] = [
  { label: 'A dripping tap', load: () => loadPhoto(drippingTap) },
  { label: 'A broken boiler', load: () => loadPhoto(brokenBoiler) },
]

async function loadPhoto(address: string): Promise<{ contentType: string; base64: string }> {
  const response = await fetch(address).catch(() => null)
  if (!response?.ok) throw new NotAnswered('The photo could not be loaded.', response?.status ?? null)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { contentType: 'image/jpeg', base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
}
