"""Requests in other languages, and English ones that look foreign. Commas separate them."""

CHOSEN = {
    "German": """
        schwarzes kleid, rote jacke, hose ohne gürtel, damen winterjacke, kleid, gestreifter pullover, jeans für
        herren, weiße bluse, warme socken, badeanzug
    """,
    "French": """
        robe noire été, robe noire, chemise blanche, pantalon sans ceinture, manteau femme, jupe plissée, pull rayé,
        chaussures rouges, maillot de bain, veste en cuir
    """,
    "Spanish": """
        vestido negro, camisa blanca, pantalones cortos, falda plisada, chaqueta de cuero, zapatos rojos, abrigo,
        traje de baño, calcetines
    """,
    "Italian": """
        vestito nero, camicia bianca, pantaloni corti, gonna plissettata, giacca di pelle, scarpe rosse, costume da
        bagno, maglione a righe
    """,
    "Portuguese": "vestido preto, camisa branca, calças curtas, saia plissada, jaqueta de couro",
    "Dutch": "zwarte jurk, witte bloes, korte broek, rode schoenen dames",
    "Swedish": "svart klänning, vit skjorta, röd jacka, kjol utan bälte, strumpor",
    "Danish or Norwegian": "sort kjole, hvid skjorte, rød jakke",
    "Polish": "czarna sukienka, biała koszula, krótkie spodenki, czerwona kurtka, buty",
    "Finnish": "musta mekko, valkoinen paita",
    "Turkish": "siyah elbise, beyaz gömlek",
    "Czech or Slovak": "černé šaty, bílá košile",
    "Hungarian": "fekete ruha, fehér ing",
    "Romanian": "rochie neagră, camasa alba",
    "Indonesian": "gaun hitam, kemeja putih",
    "Vietnamese": "váy đen",
    "Russian": "платье, черное платье",
    "Japanese": "黒いドレス",
    "Chinese": "黑色连衣裙, 裙",
    "Korean": "검은 드레스",
    "Greek": "μαύρο φόρεμα",
    "Arabic": "فستان أسود",
    "Hebrew": "שמלה שחורה",
    "Ukrainian": "чорна сукня",
    "Hindi": "काली पोशाक",
    "Thai": "ชุดสีดำ",
}  # fmt: skip
"""The rules and tables were made with these in view."""

SEEN = {
    "German": """
        blaue hose, kurzes sommerkleid, wintermantel, herrenhemd mit streifen, graue mütze, handtasche aus leder,
        rock ohne taschen, kinderschuhe, langarmshirt, schal wolle
    """,
    "French": """
        jupe bleue, manteau noir homme, chaussettes, robe de mariée, sac à main, chapeau de paille, pantalon gris,
        bottes cuir, écharpe laine, chemisier à pois
    """,
    "Spanish": """
        falda azul, abrigo de lana, sudadera con capucha, bolso de cuero, gafas de sol, pantalón vaquero, blusa sin
        mangas, botas negras, sombrero, bufanda gris
    """,
    "Italian": """
        gonna blu, cappotto di lana, felpa con cappuccio, borsa in pelle, occhiali da sole, stivali neri, cappello,
        sciarpa grigia, abito da sera
    """,
    "Portuguese": "saia azul, casaco de lã, óculos de sol, botas pretas, blusa sem mangas, chapéu",
    "Dutch": "blauwe rok, wollen jas, leren tas, zonnebril, zwarte laarzen, trui met strepen",
    "Swedish": "blå kjol, ullrock, solglasögon, svarta stövlar, randig tröja, mössa",
    "Danish or Norwegian": """
        blå nederdel, uldfrakke, solbriller, sorte støvler, blått skjørt, ullfrakk, sort bukse
    """,
    "Polish": "niebieska spódnica, płaszcz wełniany, okulary przeciwsłoneczne, czarne buty, sweter w paski",
    "Finnish": "sininen hame, villatakki, aurinkolasit",
    "Turkish": "mavi etek, yün palto, güneş gözlüğü",
    "Czech or Slovak": "modrá sukně, vlněný kabát",
    "Hungarian": "kék szoknya, gyapjú kabát",
    "Romanian": "fusta albastra, palton de lana",
    "Indonesian": "rok biru, jaket kulit",
    "Vietnamese": "áo khoác len, chân váy xanh",
    "Russian": "синяя юбка, пальто, кроссовки",
    "Japanese": "青いスカート, コート",
    "Chinese": "蓝色裙子, 大衣",
    "Korean": "파란 치마, 코트",
    "Greek": "μπλε φούστα",
    "Arabic": "تنورة زرقاء",
    "Hebrew": "חצאית כחולה",
    "Ukrainian": "синя спідниця",
    "Bulgarian": "синя пола",
    "Persian": "دامن آبی",
    "Hindi": "नीली स्कर्ट",
    "Thai": "กระโปรงสีน้ำเงิน",
}  # fmt: skip
"""Written before the tables, by the same person: many of their words are in them."""

UNSEEN = {
    "German": """
        geblümtes sommerkleid, lila strickjacke, kariertes flanellhemd, sandalen mit absatz, regenmantel gelb,
        bequeme jogginghose, armbanduhr, umstandskleid
    """,
    "French": """
        ballerines dorées, robe à fleurs, gilet sans manches, blouson aviateur, culotte taille haute, baskets
        blanches, imperméable jaune, bijoux argent
    """,
    "Spanish": """
        vestido de flores, vaqueros rotos, sandalias de tacón, chaleco acolchado, ropa interior, pijama de invierno,
        medias negras, collar dorado
    """,
    "Italian": """
        vestito a fiori, jeans strappati, sandali con tacco, piumino lungo, biancheria intima, pigiama invernale,
        orecchini d'oro
    """,
    "Portuguese": "vestido florido, tênis branco, roupa íntima, agasalho infantil",
    "Dutch": "bloemenjurk, gescheurde spijkerbroek, gouden oorbellen, warme winterjas",
    "Swedish": "blommig klänning, varm vinterjacka, örhängen guld, regnkläder barn",
    "Danish or Norwegian": "blomstret kjole, varm vinterjakke, blomstrete kjole",
    "Polish": "sukienka w kwiaty, ciepła kurtka zimowa, złote kolczyki, strój kąpielowy",
    "Finnish": "kukallinen mekko, lämmin talvitakki",
    "Turkish": "çiçekli elbise, kışlık mont",
    "Czech or Slovak": "květované šaty, zimní bunda",
    "Hungarian": "virágos ruha, téli kabát",
    "Romanian": "rochie înflorată, geacă de iarnă",
    "Russian": "зимняя куртка, цветочное платье",
    "Japanese": "花柄ワンピース",
    "Chinese": "碎花连衣裙",
    "Korean": "꽃무늬 원피스",
    "Arabic": "فستان مزهر",
    "Greek": "χειμωνιάτικο παλτό",
}  # fmt: skip
"""Written after the tables, with words that are not the most common ones."""

ENGLISH = """
    black jersey dress, navy wool coat, blak jaket, strippd hodie, beret, culottes, gym, office party, something
    cosy for winter, jade hw skinny, bodycon, tie dye, cami, boho kaftan, kimono, blouson, crepe de chine, faux fur
    gilet, peplum, broderie anglaise, noir, petite, bandeau, chinos, espadrilles, sarong, pom pom beanie, haute
    couture, qwrt zzz, balletcore, cottagecore dress, coquette bow, athleisure, gorpcore, y2k, quiet luxury, clean
    girl, lululemon align, adidas samba, nike air max, levis 501, zara basics, gucci marmont, balenciaga, ralph
    lauren polo, calvin klein, tommy hilfiger, dr martens, birkenstock arizona, uggs, converse chuck taylor,
    patagonia fleece, michael kors, louis vuitton, yves saint laurent, comme des garcons, maison margiela, acne
    studios, cos, arket, monki, weekday, massimo dutti, bershka, stradivarius, salwar kameez, kurta, sari, hijab,
    abaya, yukata, haori, qipao, cheongsam, lederhosen, dirndl, poncho, serape, guayabera, huipil, babouche,
    keffiyeh, dashiki, ao dai, hanbok, obi belt, zori, tabi, fez, pashmina, dupatta, lehenga, sherwani, choli,
    décolleté, café au lait, fiancée gift, crème top, appliqué, lamé, piqué polo, soirée dress, résumé shirt,
    sautoir, minaudière, pointelle, trompe l'oeil, pied de poule, prêt-à-porter, à la mode, bateau neck,
    décolletage, dévoré, matelassé jacket, bouclé coat, plissé skirt, pareo, paréo, capri, palazzo pants, bolero,
    mantilla, sombrero hat, huaraches, ballerina, doc martens, hoody, hoddie, swaeter, jeens, trowsers, tshrt, drss,
    shrits, cardgian, legigngs, blouce, skrt, swimmsuit, bikni, pijamas, slipers, sandles, sneekers, glooves, scaf,
    beannie, raincot, windbraker, bomer jcket, puffr vest, lether bag, vlevet drss, sliky blouze, floralll,
    polkadotts, leopordprint, whitte snikers, stripedshirts, maxiiii dresss, thx, lol, xoxo, asdf, asdfgh jkl, foo
    bar, hello, wtf, ok, size 12, uk 14, eu 38, xs, xxl tee, 5xl, sz m, 3-pack, 0108775015, 108775, A-line, H&M, 😀,
    👗 red, 🔥🔥, http://x.y, not, the, of in, romper 12m, newborn babygrow, onesie, jorts, skort, shacket, coatigan,
    treggings, jeggings, swacket, tankini, monokini, burkini, trikini, bralette, boyshorts, hipster, thong,
    brazilian briefs, chantilly lace, guipure, organza, tulle, taffeta, mikado, dupioni, shantung, charmeuse,
    georgette, voile, batiste, jacquard, damask, brocade, ikat, batik, shibori, paisley, houndstooth, argyle, fair
    isle, breton, gingham, tattersall, madras, ankara, kente, dirndl skirt, kaftan, jellabiya, jalabiya, gandoura,
    ushanka, babushka, matryoshka, kokoshnik, telnyashka, bogolan, gele, agbada, isicholo
"""
"""Requests in English: borrowed words, brands, new words, misspelt ones and nonsense."""

BORROWED = """
    négligé, chinoiserie top, redingote, robe de chambre, tricot, cloqué dress, point d'esprit, peau de soie,
    marabou trim, passementerie, paillettes, bustier, culotte briefs, tailleur, blazer femme fatale, fleur de lis
    print, toile de jouy, chevron, bonbon pink, bordeaux dress, aubergine, chartreuse, taupe, écru sweater, vis-à-
    vis, au naturel, je ne sais quoi, risqué, lingerie, peignoir, chemise nightgown, mohair, angora, loden coat,
    dirndl, rucksack, wanderlust tee, kindergarten backpack, doppelganger tee, ciao bella tee, la dolce vita, amore
    tee, bella, viva la vida, hola, mañana, fiesta dress, sombrero, rebozo, alpaca ruana, mantón, bata, macramé bag,
    naïve, façade, cliché tee, déjà vu, éclair, ombré, ombre hair, dip dye, batik sarong, ikat, obi, happi coat,
    furoshiki, manga tee, anime, hello kitty, pikachu, björk, röyksopp tee, häagen, über cool, smörgåsbord, hygge
    jumper, lagom, fjällräven kånken, marimekko, iittala, helly hansen, jack wolfskin, deuter, hugo boss, karl
    lagerfeld, dolce & gabbana, salvatore ferragamo, ermenegildo zegna, bottega veneta, loro piana, brunello
    cucinelli, moschino, missoni zigzag, emilio pucci, valentino, givenchy, hermès scarf, chloé bag, céline, agnès
    b, petit bateau, jacadi, bonpoint, zadig voltaire, sandro, maje, sézane, isabel marant, jacquemus, comptoir des
    cotonniers, desigual, adolfo dominguez, bimba y lola, camper, pull and bear, oysho, scotch & soda, suitsupply,
    g-star raw, mexx, vero moda, jack & jones, only, selected homme, filippa k, tiger of sweden, nudie jeans, gina
    tricot, kappahl, lindex, swedish hasbeens, reima, luhta, icebreaker, kathmandu, rip curl, billabong, roxy,
    quiksilver, o'neill
"""
"""More borrowed words and brands, written after the rules."""
