/**
 * Common first names of Britain and the United States, so that a name typed in small letters ("this is roger") can
 * be told from any other word. Names that are everyday words (Will, Mark, Grace) are left out on purpose.
 */
import { listed } from './words.ts'

export const firstNames: ReadonlySet<string> = new Set(
  listed(`
  aaron, abby, abdul, abdullah, abigail, adam, adrian, agnes, ahmed, aidan, aisha, alan, albert, alex, alexa, alexander, alexandra,
  alexis, alfie, alfred, ali, alice, alicia, alison, allison, amanda, amber, amelia, amir, amit, amy, ana, andrea, andrew, andy, angela,
  angie, anita, anjali, ann, anna, anne, annie, anthony, antonio, anya, archie, arjun, arthur, asha, ashley, audrey, ava, barbara, barry, bailey,
  beatrice, becky, becca, belinda, ben, benjamin, bernard, beth, bethany, betty, beverley, bev, bob, bobby, brad, bradley, brandon, brenda,
  brendan, brett, brian, bridget, bruce, bryan, caitlin, callum, cameron, carl, carla, carlos, carmen, carol, caroline, carrie, catherine,
  cathy, cecilia, charles, charlie, charlotte, chelsea, cheryl, chloe, chris, christian, christina, christine, christopher, cindy, claire,
  clara, claudia, clive, colin, colleen, connor, conor, courtney, craig, crystal, cynthia, damian, dan, daniel, danielle, danny, daphne,
  darren, dave, david, dawid, dean, deb, debbie, deborah, debra, declan, denise, dennis, derek, desmond, diana, diane, dominic, donald, donna,
  doreen, doris, dorothy, doug, douglas, dylan, eddie, edith, edward, edwin, eileen, elaine, eleanor, elena, elizabeth, ella, ellen, ellie, elliot, elsie,
  emily, emma, eric, erica, erin, esther, ethan, eva, evelyn, evie, ewan, fatima, felix, fiona, florence, frances, francis, frank, fred, freddie, freya,
  gail, gareth, garry, gary, gavin, gemma, geoff, geoffrey, george, georgia, georgina, gerald, gerard, gillian, gina, gloria, gordon, graham, greg, gregory,
  gwen, hamza, hannah, hannah, harold, harriet, harry, hassan, hayley, heather, heidi, helen, henry, hilary, howard, hugh, hussain, ian, ibrahim, imran, ines, irene, iris,
  isaac, isabel, isabella, isla, ivan, jack, jackie, jacob, jacqueline, jade, jake, jakub, jamal, james, jamie, jan, jane, janet, janice, jasmine, jason, javier,
  jay, jayne, jean, jeff, jeffrey, jen, jennifer, jenny, jeremy, jerry, jess, jesse, jessica, jessie, jill, jim, jimmy, jo, joan, joanna, joanne,
  jodie, joe, joel, john, johnny, jon, jonathan, jordan, jorge, jose, joseph, josephine, josh, joshua, joyce, juan, judith, judy, julia, julian, julie, justin,
  karen, karl, kate, katherine, kathleen, kathryn, kathy, katie, katy, kayla, keith, kelly, ken, kenneth, kerry, kev, kevin, khalid, kieran, kim,
  kimberly, kirsty, kris, krish, kyle, lara, larry, laura, lauren, laurie, leah, leanne, lee, lena, leo, leon, leonard, leslie, lesley, lewis, liam,
  lily, linda, lindsay, lisa, liz, lizzie, logan, lola, lorna, lorraine, louis, louise, lucas, lucy, luis, luke, lydia, lynn, lynne, maggie, malcolm, mandy, marcus,
  margaret, maria, marian, marie, marilyn, marion, mario, marjorie, martha, martin, martyn, mary, mateusz, matt, matthew, maureen, maurice, max, megan, mel,
  melanie, melissa, mia, michael, michal, michelle, miguel, mike, mick, millie, miriam, mitchell, mohammad, mohammed, muhammad, moira, molly, monica, morgan, muriel, nancy, naomi, natalie,
  natasha, nathan, neil, nicholas, nick, nicky, nicola, nicole, nigel, nina, noah, noel, nora, norma, norman, olga, oliver, olivia, omar, oscar, owen,
  paige, pam, pamela, patricia, patrick, paul, paula, pauline, pawel, pedro, penny, pete, peter, phil, philip, phillip, phoebe, phyllis, pippa, piotr, polly, priya, rachel,
  raj, rajesh, ralph, ravi, raymond, rebecca, reece, rhys, ricardo, richard, rick, ricky, rita, rob, robert, roberto, robin, rodney, roger, ron, ronald, rory, rosa, rosemary,
  rosie, ross, roy, russell, ruth, ryan, sabrina, sally, sam, samantha, samuel, sandeep, sandra, sara, sarah, sasha, scott, sean, sebastian, shane, shannon, sharon,
  shaun, shawn, sheila, shelley, shirley, sian, simon, simone, sonia, sophia, sophie, stacey, stacy, stan, stanley, stella, stephanie, stephen, steve, steven, stewart, stuart, sue,
  suresh, susan, suzanne, sylvia, tamara, tanya, tara, ted, teresa, terry, thelma, theo, theresa, thomas, tiffany, tim, timothy, tina, todd, tom, tommy, tony, tracey,
  tracy, trevor, tyler, usman, valerie, vanessa, vera, veronica, vicky, victor, victoria, vijay, vincent, viv, vivian, walter, wayne, wendy, wesley, william, willie, xavier, yasmin, yusuf, yvonne, zach, zachary, zainab, zara, zoe, mei, min, wei, ling, jun, yan, xin, hui, jing, siti, nur
`),
)
