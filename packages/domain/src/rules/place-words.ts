/** Words about places, as data: what is a place without being a town, and what only looks like one. */
import { listed, oneOf } from './words.ts'

/** Towns whose names are everyday words: believed only after "in" or the like and with a capital letter. */
export const everyday: ReadonlySet<string> = new Set(
  listed(`
  reading, bath, hope, march, rugby, sandwich, battle, ware, deal, street, wells, bury, hale, ash, barking, sale,
  hull, hook, mobile, orange, beer, rest, price, quick, best, ideal, normal, young, early, union, page, power,
  spring, summit, enterprise, golden, success, friend, sugar, rock, rolling, ruby, grace, may, august, lake, grand,
  green, grove, hill, home, plain, pleasant, liberty, independence, fairy, earth, coin, radio, many, much, why,
  given, pound, bright, clean, deep, flat, long, nice, pipe, check, date, star, gas, boiling, of, as, is, see, sun,
  bell, cross, post, brush, crane, wall, gate, box, bow, eye, box, ford, lamp, stone, steel, van, ball, bay, beach,
  bridge, brook, burns, canal, castle, central, chase, church, clear, cool, cut, day, driver, eagle, east, elm,
  end, falls, farm, fast, field, fish, forest, fort, fox, fresh, garden, garage, general, heath, heart, house, iron,
  jet, key, king, lead, light, loop, loves, man, max, media, milk, mill, nest, north, oak, oil, old, opp, park,
  parts, pay, peak, pine, plumb, pool, port, queen, real, red, ridge, river, road, rose, royal, salt, sand, school,
  sea, shop, short, silver, sky, smart, south, speed, sport, strong, surprise, swan, time, top, town, tree, trust,
  turn, valley, view, wash, waste, water, west, white, why, wild, wing, winter, wood, work, world, wow, yale,
  welcome, winner, worth, gay, lodge, story, start, call, mean, ripley, bar, tea, harbor, rich, wing, cooper, how, angels,
  alert, plumber, sparks, burn, colon, cotton, troy, alexandria, monroe, la, sully, ora, blue, canton, correct, correctionville, ely, leek, wick, settle, ham, eye, nelson, stroud, diss, wing, bude, hurst, mold, looe, chard, dent, rye, frome, tring, stone, crook, poole, yarm, seal, send, over, ore, rowed, bean, pity, mark, mere, minster, lee, leigh, lark, neath, bala, nant, ayr, elie, tain, wem, pill, yate, hythe, lancing, barrow, worksop, bow, hoo
`),
)

/** Towns that are first or family names: "from Charlotte" is a person, "in Charlotte" a town. */
export const peopleToo: ReadonlySet<string> = new Set(
  listed(`
  jackson, austin, logan, madison, tyler, jordan, dallas, houston, charlotte, victoria, lincoln, carson, mason,
  taylor, kelly, kent, paris, aurora, savannah, geneva, florence, nelson, chester, clifton, stafford, douglas,
  wayne, scott, warren, howard, henderson, anderson, marion, helena, eugene, denton, preston, ashton, harvey, irving,
  allen, arnold, bryan, carter, clayton, clinton, dixon, eden, elizabeth, everett, francis, franklin, george, gary,
  gordon, graham, harrison, hazel, henry, holly, ian, jasper, lawrence, leslie, lewis, lily, louis, martin, maxwell,
  milton, morgan, morris, newton, norman, oliver, owen, perry, philip, raymond, reed, rodney, roy, russell, sidney,
  spencer, stanley, vernon, vincent, walker, wallace, walter, watson, wesley, wilson, winston, chelsea, brooklyn, dale, alma, ada, alice,
  angela, anna, beverly, carmen, clara, clyde, cecilia, daisy, diana, emma, erin, fay, flora, ida, iris, irene, jane, jessie, june, kim, lacey, laura, lena, lola, lucas, luke, lydia, mabel, maria, marie, mary, may, melissa, mia, mina, nora, olivia, pearl, rita, roma, rosa, ruth, sara, stella, sue, sylvia, viola, wanda, winona, carl, cody, colin, craig, dan, dean, dylan, earl, edward, elliott, frank, fred, glen, grant, guy, hugo, ira, ivan, jay, joe, john, keith, kirk, lee, leo, leon, lloyd, max, miles, neal, noel, otis, paul, pete, ralph, ray, rex, ross, sam, sean, steele, ted, todd, tom, troy, vic, ward, will, hope, joy, faith, alan, alba, ali, amy, ben, bob, bill, brandon, trenton, ashley, kendall, shelby, sydney, tiffany, vera, vivian
`),
)

/** No place starts with one of these after "in", "at", "near". */
export const notPlaces: ReadonlySet<string> = new Set(
  listed(`
  a, an, meantime, meanwhile, enough, home, machine, machines, table, chair, sofa, tree, hedge, pond, meter, cooker, stove, tv, screen, appliance, centre, ass, football, basketball, cricket, mo, moment, my, our, your, his, her, its, it, that, this, these, those, me, us, you, him, them, here, there, what, which, who, how,
  when, where, why, ur, u, da, dat, all, any, some, each, every, both, one, two, three, four, five, six, seven, eight, nine, ten,
  eleven, twelve, twenty, thirty, half, quarter, next, last, least, about, over, between, under, up, down, out, on, off, to, by, with, and, or, but, so, if, as, be, is, are, was, do, get, have, has, can, could, will, would, not, no, yes, please, thanks, more, most, less, other, another, such, same, different, advance, general, touch, need, case, time, mind, fact, person, trouble, pain, bed, cash, total, order, progress, town,
  today, tomorrow, tonight, yesterday, now, then, later, soon, ages, future, past, monday, tuesday, wednesday, thursday, friday, saturday, sunday,
  mon, tue, tues, wed, weds, thu, thur, thurs, fri, sat, sun, january, february, march, april, may, june, july, august, september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, spring, summer, autumn, fall, winter, christmas, easter, noon, midnight, morning, mornings, afternoon, afternoons, evening, evenings, night, nights, lunch, lunchtime, dinner, breakfast, elevenses, minutes, minute, mins, min, hours, hour, hrs, hr, days, day, weeks, week, weekend, weekends, weekdays, months, month, years, year, seconds, second, am, pm, once, twice, moment, while, bit, little, long, short, few, couple, first, second, third, fourth,
  kitchen, bathroom, bedroom, living, lounge, hall, hallway, loft, attic, basement, cellar, garage, garden, yard, house, flat, apartment, building, room, rooms, wall, walls, ceiling, floor, roof, sink, tap, toilet, drain, drains, pipe, pipes, boiler, water, gas, heating, heat, heater, shower, bath, bathtub, door, doors, window, windows, lock, socket, sockets, outlet, light, lights, car, van, truck, driveway, drive, patio, deck, porch, shed, fence, stairs, cupboard, cabinet, fridge, freezer, oven, dishwasher, unit, property, place, area, shop, store, office, front, back, side, middle, end, corner, bottom, top, left, right, panel, box, bowl, bag, pocket, hand, hands, head, teeth, tooth, mouth, hair, eye, eyes, knee, foot, feet, leg, arm, neck, bed, class, school, work, college, uni, meeting, hospital, church, lesson, office, traffic, public, private, english, french, spanish, writing, person, love, luck, use, stock, shape, condition, good, bad, great, nice, new, old, big, small, poor, full, dire, desperate, urgent, emergency, danger, doubt, agony, shock, tears, hurry, rush, pieces, half, particular, common, theory, practice, real, life, peace, control, charge, contact, common, response, regards, relation, addition, order, part, store, sight, season, service, business, debt, front, mint, reply, return, line, queue, store, search, terms, view, hot, cold, warm, dark, rain, sun, snow, wind, air, sky, sea, world, bits, things, thing, people, kids, baby, dog, cat, friends, family, mum, mom, dad, sis, bro, guys, everyone, someone, somebody, anyone, something, anything, everything, nothing, information, info, help, advice, question, questions, quote, price, cost, money, pounds, dollars, phone, mobile, email, text, message, call, number, ref, reference, job, jobs, repair, repairs, replacement, installation, cleaning, plumbing, electrical, roofing, painting, getting, having, being, doing, making, looking, finding, booking, trying, going, coming, seeing, using, going, stuff, food, cover, walking, distance, walk, minutes, bulk, detail, details, depth, theaters, cinemas, movies, songs, music, games, college, lecture, exam, exams, dreams, dream, heaven, hell, colour, color, black, white, red, blue, green, size, sizes, style, fashion, demand, excess, effect, instalments, installments, pairs, batches, rows, seconds, circles, sync, tune, uniform, fun, vain, tow, turn, turns, short, brief, secret, silence, stitches, bloom, flames, fire, smoke, flood, jail, prison, court, bad, dire
`),
)

/** Ends the name of a place that no list knows. */
export const boundary = new RegExp(
  `\\b(?:${listed(`
  on, at, for, in, that, this, today, tomorrow, tonight, now, please, and, or, but, is, are, was, were, will, would, can, could, who,
  which, where, when, if, with, from, to, by, near, around, has, have, had, i, i'm, we, you, my, our, your, it, it's, the, a, an, as, of the, so, because, until, after, before, between, within, during, next, last, since, asap, thanks, thank, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, april, june, july, august, september, october, november, december, morning, afternoon, evening, weekend, nearby, close-by, somewhere, do, does, did, not, then, just, also, only, later, need, needs, want, u, ur, about, lol, lar, lah, leh, lor, located, considering, call, how, what, there, here, they, he, she, still, also, already, right now, usually, like, looking, until, till, some, any
`).join('|')})\\b|\\d`,
  'i',
)

export const usStates: ReadonlyMap<string, string> = new Map(
  listed(`
  alabama al, alaska ak, arizona az, arkansas ar, california ca, colorado co, connecticut ct, delaware de, florida fl, georgia ga,
  hawaii hi, idaho id, illinois il, indiana in, iowa ia, kansas ks, kentucky ky, louisiana la, maine me, maryland md,
  massachusetts ma, michigan mi, minnesota mn, mississippi ms, missouri mo, montana mt, nebraska ne, nevada nv,
  new hampshire nh, new jersey nj, new mexico nm, new york ny, north carolina nc, north dakota nd, ohio oh, oklahoma ok,
  oregon or, pennsylvania pa, rhode island ri, south carolina sc, south dakota sd, tennessee tn, texas tx, utah ut, vermont vt,
  virginia va, washington wa, west virginia wv, wisconsin wi, wyoming wy, district of columbia dc, puerto rico pr, guam gu,
  american samoa as, virgin islands vi, micronesia fm, palau pw, marshall islands mh
`).map((state): [string, string] => [state.slice(0, -3), state.slice(-2)]),
)

/** State letters that are also English words: never read in lower case. */
export const wordLikeStates: ReadonlySet<string> = new Set(
  listed('al, in, me, or, hi, ok, as, id, la, ma, pa, de, co, mi, so'),
)

export const ukRegions: ReadonlySet<string> = new Set(
  listed(`
  england, scotland, wales, northern ireland, ireland, bedfordshire, berkshire, buckinghamshire, cambridgeshire, cheshire, cornwall,
  cumbria, derbyshire, devon, dorset, county durham, essex, gloucestershire, greater manchester, hampshire, herefordshire,
  hertfordshire, isle of wight, isle of skye, isle of mull, isle of arran, isle of bute, isle of lewis, isle of islay, isle of sheppey, orkney, shetland, lancashire, leicestershire, lincolnshire, merseyside, norfolk, northamptonshire,
  northumberland, nottinghamshire, oxfordshire, rutland, shropshire, somerset, staffordshire, suffolk, surrey, sussex,
  east sussex, west sussex, tyneside, tyne and wear, warwickshire, west midlands, east midlands, wiltshire, worcestershire, yorkshire,
  north yorkshire, south yorkshire, west yorkshire, east yorkshire, fife, gwent, powys, gwynedd, pembrokeshire, carmarthenshire, ceredigion, anglesey, snowdonia, glamorgan, flintshire, antrim, county down, armagh, tyrone, fermanagh, ayrshire, lanarkshire, renfrewshire, aberdeenshire, perthshire, the highlands, the lake district, the cotswolds, the midlands, the wirral, wirral, east london, west london, north london, south london, central london
`),
)

/** What people call places for short. */
export const nicknames: ReadonlySet<string> = new Set(
  listed(
    'sf, la, nyc, dc, uk, usa, philly, vegas, frisco, nola, brum, manc, jersey, bay area, san fran, cali, soho, midtown, uptown, manhattan, brooklyn, queens, bronx, hollywood, the black country',
  ),
)

/** Nouns that end the name of a landmark ("old mill park"), in a text without capitals too. */
export const landmark =
  /\b(?:park|forest|beach|lake|plaza|cent(?:er|re)|theat(?:er|re)|mall|station|drive|bridge|hospital|hotel|inn|pub|stadium|arena|airport|campus|estate|farm|mill|abbey|castle|village|island|harbour|harbor|marina|court|gardens|cafe|diner|museum|church|school)$/i

/** Public places that tell where somebody is as well as a street does. */
export const venues = oneOf(
  listed(`
  airport, train station, railway station, bus station, petrol station, gas station, tube station, subway station, station, library,
  shopping (?:centre|center|mall), mall, supermarket, college, campus, university, high school, primary school, town hall, city hall, downtown, town centre, city centre,
  city center, high street, retail park, industrial estate, business park, trailer park, caravan park, marina, golf club, football club, leisure centre, community centre, village hall, services
`),
)
