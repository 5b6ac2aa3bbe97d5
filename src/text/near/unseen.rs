//! Names that were asked when the rules stood already: how well they serve for names they were not made for.

/// A name and, after it, its other spellings.
pub(super) const SAME: &str = "\
    Дубинин|Dubinin|Dubinine|Dubynin; Прокофьев|Prokofiev|Prokofjew|Prokofyev|Prokofieff|Prokofjev; \
    Овсянников|Owsjannikow|Ovsyannikov|Owsiannikow|Ovsiannikov|Owsjanikow; \
    Пятницкий|Pjatnizki|Pyatnitsky|Piatnicki|Pjatnizkij|Piatnitski; \
    Шевцов|Schewzow|Shevtsov|Szewcow|Ševcov|Schewtzow; \
    Ющенко|Juschtschenko|Yushchenko|Juszczenko|Iouchtchenko|Juschenko; \
    Ходорковский|Chodorkowski|Khodorkovsky|Chodorkowskij; Гайдай|Haidai|Gaidai|Hajdaj|Gajdaj|Hayday; \
    Дятлов|Djatlow|Dyatlov|Diatlow|Diatlov; Шульц|Schulz|Schultz|Szulc|Shults; \
    Циммерман|Zimmermann|Zimerman|Cymerman|Tsimmerman; Хаймович|Chaimowicz|Khaimovich|Haimowitsch|Chaimowitsch; \
    Гершкович|Herszkowicz|Hershkovich|Gershkovich|Herschkowitz; Шнейдер|Schneider|Sznajder|Shneider|Schnayder; \
    Саакян|Sahakyan|Saakjan|Saakian; Мамедов|Mamedow|Mammadov|Mamedov; Алиев|Alijew|Aliyev|Aliev|Aliew; \
    Юсупов|Jussupow|Yusupov|Jusupow; Абдуллаев|Abdullajew|Abdullaev|Abdulaev|Abdullayev; \
    Хасанов|Chassanow|Khasanov|Hasanov|Chasanow; Пилипенко|Pylypenko|Pilipenko|Philipenko; \
    Wójcik|Wojcik|Wujcik|Войцик; Zając|Zajac|Zajonc|Заёнц|Zajontz; Król|Krol|Krul|Круль; \
    Szczepański|Szczepanski|Щепанский|Schtschepanski|Shchepansky; Przybylski|Пшибыльский|Przybylsky; \
    Jędrzejewski|Jedrzejewski|Енджеевский; Němec|Nemec|Niemetz|Немец|Nemetz; Jäger|Jaeger|Jager|Егер; \
    Böhm|Boehm|Bohm|Бём|Бем; Köhler|Koehler|Kohler|Кёлер; Thälmann|Thaelmann|Тельман|Telman; \
    Hübner|Huebner|Hubner|Гюбнер|Хюбнер; Franke|Frank|Франке; Беляева|Belyaeva|Beljajewa|Belaewa|Beliayeva; \
    Лисица|Lissiza|Lisitsa|Lisica; Королёв|Koroljow|Korolev|Korolow|Koroljew|Korolyov; \
    Семёнов|Semjonow|Semenov|Siemionow|Semyonov|Semenow; Дегтярёв|Degtjarjow|Degtyarev|Diegtiariow|Degtjarew; \
    Зюганов|Sjuganow|Zyuganov|Ziuganow; Йоффе|Joffe|Ioffe|Иоффе|Yoffe; \
    Жигарев|Shigarew|Schigarew|Zhigarev|Żygariew|Jigarev; Всеволожский|Wsewoloschski|Vsevolozhsky|Wsiewołożski; \
    Ежов|Jeschow|Yezhov|Jeżow|Ejov|Ezhov|Jeshow; Ворошилов|Woroschilow|Voroshilov|Woroszyłow|Vorochilov; \
    Будённый|Budjonny|Budyonny|Budionny|Budennyj|Budjonnyj; Рокоссовский|Rokossowski|Rokossovsky|Rokossovskij; \
    Цой|Tzoi|Choi; Анатолий|Anatolij|Anatol|Anatoliy|Anatolii|Анатолій; \
    Дмитрий|Dmitrij|Dimitri|Dmytro|Dymitr|Dmitri|Demetrius; \
    Алексей|Alexej|Aleksiej|Oleksij|Alexei|Олексій|Aleksy; Юрий|Jurij|Juri|Yuri|Jerzy|Юрій; \
    Геннадий|Gennadij|Gennadi|Hennadij|Giennadij; Афанасий|Afanasij|Panas|Afanassi|Опанас; \
    Тимофей|Timofej|Timofei|Tymofij|Tymoteusz|Timotheus; Пантелеймон|Pantelejmon|Panteleimon|Pantelei; \
    Игнат|Ignat|Ignatij|Hnat|Ignatz|Ignaz|Ignacy; Матвей|Matwej|Matvei|Mateusz|Matthäus|Matthias; \
    Семён|Semjon|Semen|Szymon|Simon|Siemion|Semyon; Лука|Luka|Lukas|Łukasz; \
    Яков|Jakow|Jacob|Jakub|Yankel|Jankiel; Абрам|Abram|Abraham|Avram; Соломон|Salomon|Szlama|Shlomo|Schloma; \
    Моисей|Mojsze|Moische|Moses|Moissej|Moshe; Хаим|Chaim|Haim|Khaim; Исаак|Isaak|Icchak|Itzig|Izaak; \
    Гирш|Hirsch|Hersz|Girsch|Hersh; Гусейн|Husein|Hussein|Gussejn|Huseyn; Ибрагим|Ibrahim|Ibragim; \
    Юсуф|Jussuf|Yusuf|Yusup; Наталья|Natalja|Natalia|Natalie|Наталія; Елена|Jelena|Helena|Olena|Helene; \
    Евдокия|Jewdokija|Ewdokija|Avdotya; Ксения|Xenia|Oksana|Ksenija; Любовь|Ljubow|Lubow|Lyubov; \
    Ганс|Hans|Johann; Вильгельм|Wilhelm|William; Фридрих|Friedrich|Fryderyk|Fritz; Генрих|Heinrich|Henryk|Heinz; \
    Карл|Karl|Carl|Karol; Станислав|Stanislaw|Stanisław|Stanislaus; Казимир|Kasimir|Kazimierz; \
    Ярослав|Jaroslaw|Jaroslav|Yaroslav; Петрович|Pjotrowitsch|Petrovich|Petrowicz|Petrovych|Petrowitsch; \
    Иванович|Iwanowitsch|Ivanovich|Iwanowicz|Ivanovych|Ivanovitch; \
    Васильевич|Wassiljewitsch|Vasilievich|Wasiljewicz|Vasylovych|Wasiliewitsch; \
    Григорьевна|Grigorjewna|Grigorievna|Hryhorivna; Ильич|Iljitsch|Ilyich|Ilich|Iljicz; \
    Кузьмич|Kusmitsch|Kuzmich|Kuźmicz; Михайлович|Michailowitsch|Mikhailovich|Michajłowicz|Mychajlowytsch; \
    Николаевич|Nikolajewitsch|Nikolaevich|Mykolajowytsch|Nikołajewicz; \
    Дмитриевич|Dmitrijewitsch|Dmitrievich|Dmytrovych";

/// A name and, after it, others that are not it.
pub(super) const DIFFERENT: &str = "\
    Pavlov|Pavlenko|Popov|Pauli; Gorbunov|Gorbatov|Gerbanov|Gorbachev; Lukashenko|Lukyanenko|Lushchenko; \
    Kaplan|Kaplun|Kaplin|Koplan; Sidorenko|Fedorenko|Sidorchuk|Todorenko; Gromov|Grimov|Gramov|Gumilov; \
    Andreev|Andrianov|Andrienko|Antreev; Levchenko|Lyashenko|Lovchenko; Melnikov|Molnikov|Miller|Mylnikov; \
    Zorin|Zarin|Zyrin|Sorin; Lavrov|Lavrenko|Lovrov; Koch|Kock|Kuch; Schulz|Scholz|Schütz; Шилов|Силов|Жулев; \
    Чернов|Цернов|Чернин; Гурин|Курин|Хурин; Бобров|Попров|Бодров; Иванович|Игнатович|Исаевич; \
    Петрович|Павлович|Платонович; Николаевич|Никитич|Никифорович; Михайлович|Максимович|Моисеевич; \
    Андрей|Антон|Адам|Андриан; Иван|Игнат|Илья|Игорь|Иона; Пётр|Павел|Платон|Прокоп; \
    Михаил|Макар|Матвей|Марк|Максим|Моисей; Николай|Никита|Никифор|Наум; Семён|Степан|Сергей|Савва|Сидор; \
    Василий|Виктор|Виталий|Влас; Яков|Яким|Ярослав|Ян; Анна|Алла|Инна|Агафья; \
    Мария|Марфа|Маргарита|Марина|Марьяна; Екатерина|Елена|Евдокия|Елизавета; Карл|Карп|Кирилл; \
    Тарас|Тит|Тихон|Трофим; Лев|Леонид|Лука|Лазарь; Роман|Родион|Ростислав|Рувим; Данил|Денис|Давид|Демьян; \
    Али|Алла|Алексей; Григорий|Георгий|Гордей; Валерий|Валентин|Василий; Клавдия|Клара; Зинаида|Зина Иванова|Зоя; \
    Jan|Jakub|Janina; Jerzy|Józef|Jan; Hans|Heinz|Hermann; Karl|Kurt|Konrad; Tsarev|Czarnecki|Sarov; \
    Schulze|Schulte|Scholl; Peters|Petersen|Paters; Bergmann|Bormann|Berg; Haas|Hase|Hess; Klaus|Kluss|Kloss; \
    Adler|Edler|Odler; Sommer|Summer|Simmer; Winter|Wonter|Windt; Nowak|Novak Jan|Nowik|Nowok; \
    Wójcik|Wojtas|Wacik; Zieliński|Zaleski|Zelenko; Szulc|Szolc|Szlec; Gruber|Graber|Greber; \
    Lehmann|Lohmann|Lamann; Hahn|Huhn|Hohn; Stein|Stern|Stain Karl; Berg|Burg|Borg; Frank|Franz|Funk; \
    Horn|Hirn|Harn; Brandt|Brunt|Brendt; \
    Савва|Савелий; Sawwa|Sawelij; Юрий|Егор|Георгий; Игорь|Егор; Hasan|Asanow; Herzog|Erzog; Brosowski|Bschesinski";

/// Names that were missed once.
pub(super) const MENDED: &str = "\
    Юрий|Georg; Егор|Георгий|Georgij; Жорж|Georgij|Георгий; Геворг|Georg|Georgij; Tadeusz|Фаддей|Тадеуш; \
    Грицко|Hryhorij|Григорий; Міхась|Michail|Михаил; Мойше|Mosze|Моисей; Анджей|Андрей|Andrzej; \
    Dimitrieff|Dmitriev|Дмитриев; Бжозовский|Brzozowski; Brzeziński|Bschesinski|Бжезинский; \
    Grzybowski|Гжибовский; Rzewuski|Жевуский|Ржевуский; Гржебин|Grzhebin|Grzebin; \
    Саакян|Sahakyan|Saakyan|Sahakian; Коженёвский|Korzeniowski; Мажец|Marzec; Хшановский|Chrzanowski; \
    Арутюнян|Harutyunyan|Arutjunjan|Harutjunjan; \
    Мамедов|Mammadov|Məmmədov|Mamedov; Оганесян|Hovhannisyan|Ованесян|Oganesjan|Howhannisjan; \
    Акопян|Hakobyan|Hakopian; Саркисян|Sargsyan; Геворкян|Gevorgyan";
