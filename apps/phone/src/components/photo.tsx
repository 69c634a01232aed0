// A text's photo, loaded from our own origin only; in words where that cannot be.
import { useState } from 'react'
import { photoAddress } from '../texts/photo-address.ts'

export function Photo({ url, contentType }: { url: string; contentType: string }) {
  const [broken, setBroken] = useState(false)
  const address = photoAddress(url)
  if (address === null || broken || !contentType.startsWith('image/'))
    return <p className="photo-words">Attachment ({contentType})</p>
  return <img className="photo" src={address} alt="Attached to this text" onError={() => setBroken(true)} />
}
