/** What a caller hears, as TwiML written by the SDK: a business may be called A&B <Sons>. */
import twilio from 'twilio'

export interface VoiceAnswer {
  sentence: string
  language: 'en-GB' | 'en-US'
  /** After the sentence a message may be left. */
  takesMessage: boolean
}

/** Twilio writes down recordings of two seconds to two minutes. */
const LONGEST_MESSAGE_SECONDS = 120
const SILENCE_SECONDS = 5
/** Twilio repeats these callbacks when we cannot be reached or have no database. */
const REPEATED = '#rc=3&rp=5xx,ct,rt'

export function createVoiceAnswers(publicBaseUrl: string): (answer: VoiceAnswer) => string {
  const voice = `${publicBaseUrl}/api/twilio/voice`
  return ({ sentence, language, takesMessage }) => {
    const response = new twilio.twiml.VoiceResponse()
    response.say({ language }, speakable(sentence))
    if (takesMessage)
      response.record({
        action: `${voice}/recording`,
        maxLength: LONGEST_MESSAGE_SECONDS,
        timeout: SILENCE_SECONDS,
        playBeep: true,
        recordingStatusCallback: `${voice}/recording${REPEATED}`,
        recordingStatusCallbackEvent: ['completed'],
        transcribe: true,
        transcribeCallback: `${voice}/transcription${REPEATED}`,
      })
    response.hangup()
    return response.toString()
  }
}

export function hangUp(): string {
  const response = new twilio.twiml.VoiceResponse()
  response.hangup()
  return response.toString()
}

/** Characters that XML cannot hold would make the whole document unreadable; nobody can say them either. */
function speakable(sentence: string): string {
  return sentence.toWellFormed().replace(/\p{Cc}|[\uFFFE\uFFFF]/gu, ' ')
}
