"""The conductor: from parameters to a published report. No arithmetic on figures here."""
