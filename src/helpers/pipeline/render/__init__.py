"""Turn a staged report into HTML, PDF and DOCX: by Quarto, or by the engines that Quarto is made of."""
