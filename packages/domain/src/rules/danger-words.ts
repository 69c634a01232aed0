/** The words dangers are made of, as lists: what things are called, and what harmless things are called alike. */
import { listed, oneOf } from './words.ts'

/** Compounds that hold a danger's word and are no danger; blanked before any rule looks. */
export const harmless: readonly string[] = listed(`
  fire ?place(?:s)?, fire ?pits?, fire ?wood, fire ?works?, fire ?wall,
  fire (?:alarm|smoke|detector)? ?(?:service|servicing|install(?:ation)?|test(?:ing)?|inspection|certificate|risk|safety|assessment|regulations?|rated|proof(?:ing)?|retardant),
  fire (?:doors?|extinguishers?|surrounds?|escapes?|exits?|blankets?|stations?|brigade|fighters?|sprinklers?|hydrants?|stick|tv),
  (?:gas|electric|log|open|coal|wood|bio) fires?(?! (?:in|has|broke|started|spread|won't|will|is|doesn't|keeps)),
  gas leak (?:test|check|detector|detection|survey)s?, (?:we|i|you|to|they) light(?! (?:switch|fitting|fixture|socket)),
  flooded with (?!water|sewage|rain|it)\\w+, (?:broke|broken) in(?:to)? (?:the |my |our )?(?:neighbou?r|next door)\\w*,
  (?<!\\b(?:hiss|leak|smell|escap|hit|cut)\\w*\\b[^.!?]{0,25})gas (?:safety|safe|cert(?:ificate)?s?|engineers?|fitters?|boilers?|hobs?|ovens?|cookers?|stoves?|ranges?|grills?|bbqs?|barbecues?|bills?|meters?|stations?|tanks?|supply|supplier|lines?|mains|pipes?|work|installations?|heaters?|furnaces?|dryers?|bottles?|logs?|prices?|check|test|inspection|man)(?! (?:is |are |was |has been |have been |got |been |just )*(?:leak|hiss|smell|burst|hit|broke|ruptur|crack|damag)| (?:won't|doesn't|will not|can't) (?:\\w+ )?(?:turn|shut|switch|go) off),
  (?:smoke|heat|carbon monoxide|co2?) (?:alarms?|detectors?)(?! (?:\\S+ ){0,3}(?:going|gone|went|sound|goes|go|beep|ringing|blar|triggered|set off|alert|scream)),
  (?:smoke|fire|carbon monoxide|co2?) (?:alarms?|detectors?) (?:\\w+ )?(?:batter|chirp|install|beeps? (?:every|once))\\w*,
  (?:a|good|local|certified|qualified|our|your|any|decent) sparks, shock absorbers?, water (?:(?:stain(?:s|ed|ing)?|marks?)(?! (?:is |are |keeps |on the ceiling is )?(?:spread|grow|getting))|meter|bill|pressure|softener|butt|feature|filter|bottles?|features?), flood ?lights?, flood (?:beam|lamp|insurance|risk|zone|defences?|barriers?),
  fire (?:me|him|her|them|you|up|away), smoke[- ]?free,
  smok(?:e|ing) (?:area|shelter|room|policy|weed|cigarettes?|a ), no rush, smoke (?:my|your|his|some|weed|pot|a|this|that|it|shit),
  (?:car|van|truck|bike) (?:was |got |has been |been |is )*(?:broken|broke) in(?:to)?,
 
  not (?:an? )?(?:emergency|urgent|desperate|rush), burst of, (?:shed|loft|garden|garage|summer ?house|outbuilding|garden room|caravan) (?:\\w+ )?(?:has |has got |is |with )?(?:no|without) (?:power|electric\\w*),
  was locked out (?:yesterday|last|earlier|on),
 
  flood(?:ing|ed)? the (?:system|market|engine|radiators), burglar alarms?, (?:washing|clothes|phone|telephone|guide|dead|party) lines?, it(?:'s| is) pouring (?:down|outside|out there|with rain|in the (?:village|town|city)),
  power (?:wash|flush|tools?|shower|jet|steering)\\w*
`)

export const electrical = oneOf(
  listed(`
  sockets?, outlets?, plugs?, switch(?:es)?, light switch(?:es)?, power ?points?, fuse ?box(?:es)?, fuse ?board,
  consumer unit, breakers?, breaker (?:box|panel), (?:electrical |electric )?panel, switchboard, wires?, wiring,
  cables?, electrics, electricals?, electric(?:ity)? meter, meter box, light fittings?, light fixtures?, lights?,
  ceiling lights?, ceiling fan, chandelier, extension (?:lead|cord), power strip, charger, ev charger, immersion,
  junction box, appliances?, transformer, power lines?, thermostat, lamp
`),
)

const appliances = listed(`
  oven, cooker, stove, hob, microwave, dryer, tumble dryer, washer, washing machine, dishwasher, fridge, freezer,
  boiler, furnace, heater, water heater, hot water tank, hvac, ac, a/c, air con, aircon, air conditioner,
  air conditioning, radiator, storage heater, toaster, kettle, tv, motor, unit, pump, heat pump, vent, vents,
  fan, extractor, engine, bonnet, hood
`)

const rooms = listed(`
  kitchen, bathroom, bedroom, living room, lounge, hall, hallway, loft, attic, basement, cellar, garage, shed,
  utility(?: room)?, laundry(?: room)?, house, home, flat, apartment, building, shop, office, restaurant, cafe,
  room, rooms, conservatory, property, place, downstairs, upstairs, stairs, landing, porch, crawl ?space, closet,
  cupboard, airing cupboard, nursery, unit, salon, store, caravan, closet, warehouse, mobile home, trailer
`)

const fabric = listed(`
  ceilings?, walls?, floors?, floorboards, roof, chimney, doors?, windows?, stairs, carpets?, kitchen units,
  cabinets?, light fittings?, skylight, flue, drywall, plaster, chimney breast, porch, balcony, deck, gutters?,
  garden, yard, drive(?:way)?, street, road, bath, bathtub, tub, shower, sink, toilet, toilets, loo, drains?
`)

export const appliance = oneOf(appliances)
export const room = oneOf(rooms)
export const building = oneOf([...rooms, ...fabric])
export const homeThing = oneOf([...rooms, ...fabric, ...appliances])
export const burnable = `(?:${oneOf([...rooms, ...fabric, ...appliances])}|${electrical}|pan|chip pan|curtains?|sofa|car|van|truck|bin|bins|fence|tree|neighbou?rs?|mattress|battery|scooter|bike)`

/** What carries or holds water. */
export const plumbing = oneOf(
  listed(`
  pipes?, pipework, water pipes?, mains?, water mains?, water lines?, lines?, tank, water tank, cylinder,
  hot water tank, water heater, heater, boiler, radiator, rad, hose, geyser, valve, stop ?cock, stop ?tap, taps?,
  faucets?, spigot, toilets?, loo, cistern, sink, basin, shower, bath, tub, washing machine, washer, dishwasher,
  plumbing, joint, fitting, sprinklers?, fish tank, aquarium, sump(?: pump)?, well, septic(?: tank)?
`),
)

/** Somebody who cannot wait as long as others. */
export const vulnerable = oneOf(
  listed(`
  bab(?:y|ies), newborn, infant, toddlers?, kids?, child, children, little ones?, son, daughter, elderly,
  pensioner, old (?:man|woman|lady), mum, mom, mother, mam, dad, father, nan, nana, nanny, gran, grann(?:y|ie),
  grandma, grandmother, grandad, grandpa, grandfather, grandparents?, parents, wheelchair, disabled, pregnant,
  oxygen, dialysis, \\d+[- ](?:month|week|day)s?[- ]old, insulin, asthma, ventilator, medication, cancer, dementia, vulnerable,
  [789]\\d[- ]?(?:years?[- ]?old|yrs?|yo), hospital, chemo, care home, patients?, tenants?, ill, unwell, sick
`),
)
