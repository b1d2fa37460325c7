"""The dossier: annex tables in Vietnamese, and the workbook they are printed from."""
