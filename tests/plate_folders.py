"""Plates as folders of TIFF files, as microscopes write them; small, and every plane tells its place."""

from xml.sax.saxutils import escape

import numpy as np
import tifffile

SCHEMA = 'xmlns:bts="http://www.yokogawa.co.jp/BTS/BTSSchema/1.0"'


def value(row, column, field, t, c, z):
    """Of all pixels of a plane; row and column from 0, the others too."""
    return 10000 * row + 1000 * column + 100 * field + 40 * t + 10 * c + z


def write_tiff(path, number, description=None, shape=(5, 6)):
    tifffile.imwrite(path, np.full(shape, number, np.uint16), description=description, metadata=None)


def none(name):
    return False


def write_yokogawa(
    folder, wells=((1, 2), (3, 4)), fields=2, times=2, depth=2, missing=lambda name: False, name="Screen 7"
):
    """wells: (row, column) from 0. Two channels: 1 by action 1, 3 by action 2. missing: names that are not written."""
    folder.mkdir(parents=True, exist_ok=True)
    records = []
    for row, column in wells:
        for f in range(fields):
            for t in range(times):
                for c, channel in enumerate((1, 3)):
                    for z in range(depth):
                        place = f"T{t + 1:04}F{f + 1:03}L01A{c + 1:02}Z{z + 1:02}C{channel:02}"
                        file = f"{name}_{chr(65 + row)}{column + 1:02}_{place}.tif"
                        records.append(record(row, column, f, t, z, c, channel, file))
                        if not missing(file):
                            write_tiff(folder / file, value(row, column, f, t, c, z))
    records.append('<bts:MeasurementRecord bts:Type="ERR" bts:Row="1" bts:Column="1">no focus</bts:MeasurementRecord>')
    (folder / "MeasurementData.mlf").write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<bts:MeasurementData bts:Version="1.0" {SCHEMA}>\n'
        + "\n".join(records)
        + "\n</bts:MeasurementData>\n"
    )
    cameras = "".join(
        f'<bts:MeasurementChannel bts:Ch="{channel}" bts:HorizontalPixelDimension="0.325" '
        f'bts:VerticalPixelDimension="0.33" bts:CameraNumber="{channel + 1}" bts:InputBitDepth="14" '
        f'bts:ShadingCorrectionSource="SC_{channel}.tif" />'
        for channel in (1, 2, 3)
    )
    (folder / "MeasurementDetail.mrf").write_text(
        f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<bts:MeasurementDetail bts:Title="{name}" '
        'bts:BeginTime="2023-09-18T13:58:39.4014935+02:00" bts:EndTime="2023-09-18T14:08:39+02:00" '
        'bts:MeasurementSettingFileName="settings.mes" bts:ColumnCount="12" bts:RowCount="8" '
        f'bts:FieldCount="{fields}" {SCHEMA}><bts:MeasurementSamplePlate bts:Name="{name}" '
        f'bts:WellPlateFileName="{name}.wpi" bts:WellPlateProductFileName="plate.wpp" />{cameras}'
        "</bts:MeasurementDetail>"
    )
    (folder / "settings.mes").write_text(
        f'<bts:MeasurementSetting {SCHEMA}><bts:LightSourceList><bts:LightSource bts:Name="405nm" '
        'bts:WaveLength="405" /><bts:LightSource bts:Name="Lamp" bts:WaveLength="0" /></bts:LightSourceList>'
        '<bts:ChannelList><bts:Channel bts:Ch="1" bts:Magnification="20" bts:Acquisition="BP445/45" '
        'bts:Color="#FF002FFF" bts:PinholeDiameter="50" bts:Fluorophore="Hoechst">'
        "<bts:LightSourceName>405nm</bts:LightSourceName></bts:Channel>"
        '<bts:Channel bts:Ch="3" bts:Magnification="20" bts:Acquisition="BP600/37" bts:Color="#FFFF8200">'
        "<bts:LightSourceName>Lamp</bts:LightSourceName></bts:Channel></bts:ChannelList></bts:MeasurementSetting>"
    )
    (folder / f"{name}.wpi").write_text(f'<bts:WellPlate bts:Name="{name}" bts:Columns="12" bts:Rows="8" {SCHEMA} />')
    write_tiff(folder / "SC_1.tif", 1)
    write_tiff(folder / "DC_CAM.tif", 1)
    (folder / "geometry_parameter.xml").write_text("<geometry/>")


def record(row, column, f, t, z, c, channel, file):
    numbers = {
        "Time": f"2023-09-18T13:{58 + t}:0{f}.5+02:00", "Column": column + 1, "Row": row + 1, "TimePoint": t + 1,
        "FieldIndex": f + 1, "ZIndex": z + 1, "TimelineIndex": 1, "ActionIndex": c + 1,
        "X": 650.0 * f, "Y": -100.0, "Z": 3.0 * z, "Ch": channel,
    }  # fmt: skip
    facts = " ".join(f'bts:{key}="{number}"' for key, number in numbers.items())
    return f'<bts:MeasurementRecord bts:Type="IMG" {facts}>{escape(file)}</bts:MeasurementRecord>'


def write_metaxpress(folder, wells=("B02", "B03"), sites=2, times=2, depth=3, waves=2, missing=none):
    """The .HTD lists one more wavelength, well and timepoint than there are. missing: paths that are not written."""
    folder.mkdir(parents=True, exist_ok=True)
    selected = {*wells, "H12"}
    rows = "\n".join(
        f'"WellsSelection{n + 1}", ' + ", ".join(str(f"{row}{c:02}" in selected).upper() for c in range(1, 13))
        for n, row in enumerate("ABCDEFGH")
    )
    names = "\n".join(
        f'"WaveName{n + 1}", "{name}"' for n, name in enumerate(("DAPI", "FITC, weak", "Cy5")[: waves + 1])
    )
    flags = ", ".join(["TRUE"] * sites)
    (folder / "P1.HTD").write_text(
        f'"HTSInfoFile", Version 1.0\n"Description", "my plate"\n"TimePoints", {times + 1}\n"ZSeries", TRUE\n'
        f'"ZSteps", {depth}\n"XWells", 12\n"YWells", 8\n{rows}\n"Sites", TRUE\n"XSites", {sites}\n"YSites", 1\n'
        f'"SiteSelection1", {flags}\n"Waves", TRUE\n"NWavelengths", {waves + 1}\n{names}\n'
        '"UniquePlateIdentifier", "fe47"\n"EndFile"\n'
    )
    for t in range(times):
        for z in range(depth + 1):  # step 0 is the projection
            for well in wells:
                for s in range(sites):
                    for w in range(waves):
                        row, column = ord(well[0]) - ord("A"), int(well[1:]) - 1
                        step = f"ZStep_{z}/" if z else ""
                        path = f"TimePoint_{t + 1}/{step}P1_{well}_s{s + 1}_w{w + 1}.TIF"
                        (folder / path).parent.mkdir(parents=True, exist_ok=True)
                        number = value(row, column, s, t, w, z - 1) if z else 9
                        if not missing(path):
                            write_tiff(folder / path, number, plane_text(w))
    write_tiff(folder / "TimePoint_1" / f"P1_{wells[0]}_s1_w1_thumb.TIF", 9, shape=(2, 2))


def plane_text(wave):
    """The part of what MetaXpress writes into each file that is read."""
    return (
        '<MetaData><PlaneInfo><prop id="spatial-calibration-state" type="bool" value="on"/>'
        '<prop id="spatial-calibration-x" type="float" value="1.3672"/>'
        '<prop id="spatial-calibration-y" type="float" value="1.3672"/>'
        '<prop id="spatial-calibration-units" type="string" value="um"/>'
        '<prop id="acquisition-time-local" type="time" value="20240709 13:15:50.916"/>'
        f'<prop id="wavelength" type="float" value="{(452, 520, 680)[wave]}"/>'
        '<custom-prop id="_MagNA_" type="float" value="0.95"/>'
        '<custom-prop id="_MagSetting_" type="string" value="20X"/></PlaneInfo></MetaData>'
    )
