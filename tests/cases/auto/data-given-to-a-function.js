showPapers({
  entries: [
    {
      title: "Lamps of a Preprint",
      authors: "Ada Brook, Bo Reef",
      updated: "2031-06-01",
      summary: "A summary of lamps."
    }
  ]
});
