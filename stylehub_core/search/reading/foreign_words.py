"""Words of other languages in requests for clothes, without accents, for lack of a dictionary of each."""

FOREIGN_WORDS = {
    "German": """
        badeanzug baumwoll blau blaue bluse braun damen gelb gestreift grau grun gurtel handschuh handtasche
        hemd herren hose jacke kapuze kinder kleid kurz kurze leder madchen mantel mit mutze ohne rock rot
        rote schal schuh schuhe schwarz socke socken sommer stiefel strumpf tasche unterwasche weiss
        winterjacke wolle
    """,
    "French": """
        avec bain blanc blanche bleu bonnet botte ceinture chapeau chaussette chaussure chemise chemisier
        coton cuir echarpe enfant ete femme fille garcon gris grise hiver homme jaune jupe laine maillot
        manche manteau mariee noir noire pantalon pour pull raye rouge sac sans vert verte veste
    """,
    "Spanish": """
        abrigo algodon amarill azul banador bano blanc blusa bolso bota botas bufanda calcetin camisa
        camiseta chaqueta cinturon con cort cuero falda gafas gorro gris hombre lana largo mangas mujer negr
        nina nino pantalon para rayas roj rosa sin sombrero sudadera traje verde vestido zapato
    """,
    "Italian": """
        abito azzurr bambin bianc blu borsa calze calzini camicia cappello cappotto cintura con cotone donna
        felpa giacca giall gonna grigi lana maglia maglietta maglione manica marrone ner occhiali pantalon
        pelle per righe rossa rosse rosso scarpe sciarpa senza stivali uomo verde vestit
    """,
    "Portuguese": """
        algodao amarel azul blusa bolsa botas branc cachecol calca camisa camiseta casaco chapeu cinto cinza
        couro homem jaqueta listra mangas marrom meia menin mulher oculos para pret saia sapato sem verde
        vermelh vestido
    """,
    "Dutch": """
        badpak blauw bloes broek bruin dames geel gestreept grijs groen heren jas jurk katoen kinderen korte
        laars laarzen leren meisje met mouw muts overhemd riem rode rok rood schoen sjaal sokken strepen tas
        trui voor wit witte wollen zonder zonnebril zwart
    """,
    "Swedish": """
        balte barn bla blus bomull brun byxor dam dambyxor flick gra gron gul halsduk herr jacka kappa kjol
        klanning lader med mossa pojk randig rod roda rott skjorta skor solglasogon stovlar strump svart
        troja ull utan vaska vit
    """,
    "Danish or Norwegian": """
        belte bla blatt bluse brun bukse bælte dame frakk frakke gra grøn grønn gul herre hue hvid hvit
        jakke kjole lue lær med nederdel rød skjorte skjørt sko sokker solbriller sort sorte støvler svart
        taske tørklæde uden uld ull uten
    """,
    "Polish": """
        bawełn bez biał bluzk but buty czapk czarn czerwon damsk dla dziec koszul krotk kurtk mesk niebiesk
        okular pasek paski płaszcz rozow skarpet skorz spodenk spodni spodnic sukienk sweter szalik szar
        torb wełn zielon zołt
    """,
    "Finnish": """
        aurinkolasit hame harmaa housut huivi ilman keltai kengat lasten laukku mekko miesten musta naha
        naisten paita pipo punai pusero puuvilla saappaat sinine sukat takki valkoi vihrea villa vyo
    """,
    "Turkish": """
        atkı ayakkabı beyaz bluz bot canta ceket cocuk corap deri elbise erkek etek gomlek gozluk gri kadın
        kemer kırmızı mavi palto pamuk pantolon sapka sarı siyah yesil yun
    """,
    "Czech or Slovak": """
        bavln bez biel bil boty bund cepic cern cerven cierne cierny damsk kabat kalhot kosel kosil kozen
        modr panske pansky ponozk saty sukn sukna vlnen zelen
    """,
}  # fmt: skip
"""Common words by language, or their starts: one or two letters may follow one that has four or more."""

BORROWED = """
    applique boucle chinoiserie cloque comme couture creme decolletage decollete des devore dutti fiancee garcons
    haute lame maison massimo matelasse moire neglige noir oeil peau pied pique plisse porter poule pret soie soiree
    trompe
"""
"""Words with which English speakers name clothes and their makers too, and which English dictionaries lack."""
