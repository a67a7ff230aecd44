"""Invented people: given names and family names drawn apart, Arabic beside Latin."""

from random import Random
from typing import NamedTuple

WOMEN = (
    ("نادية", "Nadia"),
    ("سعاد", "Souad"),
    ("خديجة", "Khadija"),
    ("فاطمة", "Fatima"),
    ("لطيفة", "Latifa"),
    ("مريم", "Meryem"),
    ("حنان", "Hanane"),
    ("سميرة", "Samira"),
    ("زينب", "Zineb"),
    ("نعيمة", "Naima"),
    ("إلهام", "Ilham"),
    ("رجاء", "Rajae"),
    ("كريمة", "Karima"),
    ("سلوى", "Saloua"),
    ("أمينة", "Amina"),
    ("بشرى", "Bouchra"),
    ("هدى", "Houda"),
    ("ليلى", "Leila"),
)
MEN = (
    ("حسن", "Hassan"),
    ("محمد", "Mohamed"),
    ("عبد الله", "Abdellah"),
    ("يوسف", "Youssef"),
    ("إدريس", "Driss"),
    ("رشيد", "Rachid"),
    ("مصطفى", "Mustapha"),
    ("العربي", "Larbi"),
    ("سعيد", "Said"),
    ("خالد", "Khalid"),
    ("عمر", "Omar"),
    ("عبد الرحيم", "Abderrahim"),
    ("نور الدين", "Noureddine"),
    ("جمال", "Jamal"),
    ("كمال", "Kamal"),
    ("إبراهيم", "Brahim"),
    ("الحسين", "Lhoucine"),
    ("بوشعيب", "Bouchaib"),
)
FAMILIES = (
    ("العماري", "El Amari"),
    ("بنسالم", "Bensalem"),
    ("الراجي", "Erraji"),
    ("أوحساين", "Ouhssain"),
    ("الزياني", "Ezziani"),
    ("بوزيدي", "Bouzidi"),
    ("الناصري", "Naciri"),
    ("أيت علي", "Ait Ali"),
    ("المسعودي", "El Messaoudi"),
    ("الإدريسي", "El Idrissi"),
    ("بلقاسم", "Belkacem"),
    ("الحمداوي", "El Hamdaoui"),
    ("التازي", "Tazi"),
    ("الوردي", "El Ouardi"),
    ("أمزيل", "Amzil"),
    ("الشرقاوي", "Cherkaoui"),
    ("بنعيسى", "Benaissa"),
    ("الخطابي", "El Khattabi"),
    ("السوسي", "Soussi"),
    ("الفيلالي", "Filali"),
    ("لمريني", "Lamrini"),
    ("بومهدي", "Boumehdi"),
    ("الغزواني", "El Ghazouani"),
    ("أزلماط", "Azelmat"),
)


class Invented(NamedTuple):
    """An invented person."""

    name_ar: str
    name_latin: str
    sex: str
    birth_year: int


def invent(random: Random, *, year: int) -> Invented:
    """One person between 22 and 66 years old in ``year``; two in five are women."""
    woman = random.random() < 0.4
    given, family = random.choice(WOMEN if woman else MEN), random.choice(FAMILIES)
    return Invented(
        name_ar=f"{given[0]} {family[0]}",
        name_latin=f"{given[1]} {family[1]}",
        sex="f" if woman else "m",
        birth_year=year - random.randint(22, 66),
    )
