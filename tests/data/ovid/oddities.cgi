<1. >
VN  - Ovid Technologies
DB  - Embase
UI  - 621381111
PM  - 29712345
ST  - CONFERENCE ABSTRACT
TI  - Walks in the country: A systematic review.
SO  - BMC Walks. Conference: 2nd Walk Conference. Spain. 12 (Supplement 3) (no pagination), 2018. Date of Publication: 2018.
AU  - Marlowe L.
AU  - Berg B.
AU  - van Dale J.S.
IN  - (Marlowe, Berg, van Dale) Walk Research Centre, University of Southampton, Southampton, United Kingdom
      (Marlowe) School of Walks, University College Cork, Cork, Ireland
AD  - L. Marlowe, Walk Research Centre, University of Southampton, Southampton, United Kingdom. E-mail: l.marlowe@example.org
CP  - Netherlands
CS  - 20170418
PB  - BioMed Central Ltd.
MH  - adult
MH  - *quality of life
DJ  - conference abstract [other term]
OD  - adult
OD  - *quality of life
AB  - Background: As in most places. Method(s): We searched. 
Result(s): We found 260 studies. 
Conclusion(s): Walk.
CN  - NCT01234567
IS  - 1753-6561
DO  - http://dx.doi.org/10.1186/s12919-018-9999-8
LG  - English
SL  - English
SU  - Journal
PT  - Conference Abstract
EM  - 201800
DD  - 20180327
YR  - 2018
CR  - Copyright 2018 Elsevier B.V., All rights reserved.

<2. >
VN  - Ovid Technologies
DB  - Ovid MEDLINE(R) ALL
UI  - 31234567
RO  - From MEDLINE, a database of the U.S. National Library of Medicine.
TI  - Walks and health.
SO  - Journal of Walks. 12(3):45-59, 2019 Jun.
AS  - J Walks. 12(3):45-59, 2019 Jun.
NJ  - Journal of Walks
VI  - 12
IP  - 3
PG  - 45-59
PI  - Journal available in: Print-Electronic
JC  - 0370271, abc
IO  - J Walks
OI  - Source: NLM. PMC6543210
AU  - Marlowe, Jane A
AU  - Berg, Anna
FA  - Marlowe, Jane A
IN  - Marlowe, Jane A. University of Newcastle, UK.
      Berg, Anna. Walk Institute, Amsterdam.
CM  - Comment in (CIN)
MH  - Aged
MH  - *Walking/px [Psychology]
KW  - walks; parks
AB  - BACKGROUND: To see.
RN  - 0 (Water)
ES  - 1234-5679
IL  - 2325-9671
DO  - https://dx.doi.org/10.1000/jw.2019.1
PT  - Journal Article
NO  - R01 HL12345 (HL) *NHLBI NIH HHS*
LG  - English
EP  - 20190401
DP  - 2019 Jun
DC  - 20190402
YR  - 2019
ED  - 20190901
UP  - 20190902

<3. >
VN  - Ovid Technologies
DB  - Your Journals@Ovid
AN  - 01189059-201108000-00009.
AU  - Zhang, Weijia 1,2,+
AU  - Gazic, Barbara MD, PhD *
IN  - (1)Walk Institute, Guangzhou, China, (2)Garden School, Changsha, China
TI  - Up and down.  [Article]
SO  - Acta Walkologica Sinica August 2011;43(8):647-653
JC  - 101206716
KW  - BCRP;  PI3K/AKT;  walks
LG  - English.
DT  - Original Articles.
IS  - 1672-9145
DI  - 10.1093/walks/gmr050
XL  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&AN=01189059-201108000-00009

<4. >
VN  - Ovid Technologies
DB  - BIOSIS Previews
AN  - PREV200400473722
AU  - Werner, S. M. [Author, Reprint Author; E-mail: s.werner@example.org]
AU  - Raffa, K. F. [Author]
IN  - Walk Management, DCNR, Middletown, PA, 17057, USA.
TI  - Comparison of walks
SO  - Forest Walks & Management. 201(2-3):327-334, November 15, 2004.
PT  - Article
IS  - 0378-1127 (ISSN print)
LG  - English
YR  - 2004

<5. >
VN  - Ovid Technologies
DB  - APA PsycInfo
AN  - 2018-12345-001
AU  - Marlowe, Jane
IN  - Marlowe, Jane: Department of Walks, University of Newcastle
TI  - Loneliness and walking.
SO  - Psychology & Walking. Vol.5(1), 2018, pp. 1-11.
DO  - http://dx.doi.org/10.1037/bul0099999
PT  - Journal
YR  - 2018

<6. >
VN  - Ovid Technologies
DB  - Embase
UI  - 2004497780
PM  - 32398765 [https://www.ncbi.nlm.nih.gov/pubmed/?term=32398765]
AU  - Marlowe J.
TI  - Prescribing gardens: a cohort
SO  - BMJ Walks. 10 (5) (pp 55-60), 2020. Article Number: e034567. Date of Publication: 12 May 2020.
YR  - 2020

