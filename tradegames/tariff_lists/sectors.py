"""From the 65 sectors of GTAP 10 to fewer: nine, as in the general-equilibrium world, or S1's fourteen."""

from __future__ import annotations

__all__ = ["FOURTEEN_SECTORS", "NINE_SECTORS"]


def _map(**groups: str) -> dict[str, str]:
    return {code: name for name, codes in groups.items() for code in codes.split()}


FOOD = "pdr wht gro v_f osd c_b pfb ocr ctl oap rmk wol frs fsh cmt omt vol mil pcr sgr ofd b_t"
SERVICES = "cns trd afs cmn ofi ins rsa obs ros osg edu hht dwe"
UTILITIES, TRANSPORT = "ely gdt wtr", "otp wtp atp whs"

# Sector of GTAP to sector of `tradegames.data.cge`.
NINE_SECTORS = _map(
    AGRFOOD=FOOD,
    MINMAT="coa oil gas oxt p_c chm bph rpp nmm i_s nfm fmp",
    TEX="tex wap lea",
    WOODPAP="lum ppp",
    ELEC="ele eeq",
    MACH="ome",
    VEH="mvh otn",
    ART="omf",
    SVC=f"{UTILITIES} {TRANSPORT} {SERVICES}",
)
# S1 names its fourteen and does not publish the map. Doubtful: refining could be with minerals; GTAP has
# precision instruments together with computers and radio (ele), household appliances with electrical
# equipment (eeq), and S1 counts radio and appliances both as electronic.
FOURTEEN_SECTORS = _map(
    FOOD=FOOD,
    EXTRACTION="coa oil gas oxt nmm i_s nfm fmp",
    TEXTWAPP="tex wap lea",
    WOOD="lum ppp",
    CHEMICAL="p_c chm bph",
    RUBPLAS="rpp",
    PRECISION="ele",
    ELECTRONIC="eeq",
    MACHINERY="ome",
    UTILITIES=UTILITIES,
    VEHICLES="mvh otn",
    TRANSPORT=TRANSPORT,
    ART="omf",
    SERVICES=SERVICES,
)
