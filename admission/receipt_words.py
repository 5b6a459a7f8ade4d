"""What both ends know before a receipt's core is unpacked: the words it is made of. Never changed for a version."""

from __future__ import annotations

from typing import Final

# What comes most often stands last: there it is cheapest to point at.
_VALUES: Final = (
    "local kiosk egov window-closed six-in-autumn starts-late phone-abroad iin-date-differs iin-sex-differs "
    "similar-child guardian trustee foster relative oqu2026 karaganda pre-school "
    "Алматы облысы, Түркістан, Шымкент, Ақтөбе, Қостанай, Павлодар, Қызылорда, Атырау, Ақтау, Семей, Өскемен, "
    "Көкшетау, область, Карагандинская обл., Қарағанды облысы, Астана қ., Алматы қ., ауданы, ауылдық округі, ауылы, "
    "шағын ауданы, мкр., микрорайон, проспект, даңғылы, улица, ул., көшесі, Абай, Сәтбаев, Бөгенбай батыр, "
    "баева ова ева ина ұлы қызы евна овна вич ович евич бекұлы бекқызы ғали жан "
    '{"code":"medical","form":"","original":false,"copies":1,"sheets":1,"valid_until":""},'
    '{"code":"pmpk","form":"","original":false,"copies":1,"sheets":1,"valid_until":"2027-05-31"},'
    '{"code":"photo","form":"","original":true,"copies":2,"sheets":1,"valid_until":""},'
    '{"code":"health","form":"","original":true,"copies":1,"sheets":1,"valid_until":""},'
    '{"code":"vaccinations","form":"","original":true,"copies":1,"sheets":1,"valid_until":""}'
)
_ACT: Final = (
    '","transfer":{"from_school":"","why":"moved"},"previous":""}},"v":4}'
    '{"id":"019","desk":"019","n":1,"school":"school-","person":"school-","at":"2026-08-25T09:30:00.000000Z","rules":"oqu2026",'
    '"body":{"kind":"filed","application":"019","number":"А-0001","year":2026,"draft":{"child":{"name":{"surname":"","given":"",'
    '"patronymic":""},"born":"2020-","sex":"female","iin":"20","certificate":{"number":"","issued":"2020-","abroad":false},'
    '"citizenship":"KZ","name_latin":""},"applicant":{"name":{"surname":"","given":"","patronymic":""},"iin":"8","relation":'
    '"father","phone":"+770","extra_phone":"","email":"@mail.ru @gmail.com","paper_until":null},"registered":{'
    '"region":"","district":"","okrug":"","locality":"","street":"","house":"","flat":""},"language":"ru","by_territory":true,'
    '"documents":[],"actual":{"region":"","district":"","okrug":"","locality":"","street":"","house":"","flat":""},'
    '"actual":null,"special_needs":false,"transport":true,"transport":false,"channel":"paper","notify_in":"ru",'
    '"notify_in":"kk","data_correct":true,"data_consent":true,"confirmed":[],"confirmed_because":"","grade":1,'
    '"quota_schools":[],"own_preschool":false,"home_schooling":false,"transfer":null,"previous":""}},"since":0,"previous":"","v":4}'
    '"relation":"mother","phone":"+77","sex":"male","language":"kk",'
)
KNOWN_WORDS: Final = (_VALUES + _ACT).encode("kz1048")
