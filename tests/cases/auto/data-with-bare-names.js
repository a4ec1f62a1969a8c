// Only the data.
// It must be loaded *before* the page.
const papers = [
  // FIRST YEAR: lamps
  {
    phase: "First year: lamps",
    title: "A Few Things to Know About \"Lamps\"",
    description: 'What every keeper\'s lamp needs: oil, a wick, "patience"',
    tags: ["lamps"],
    mandatory: true,
    published: "2031-05-02",
    link: "https://example.org/lamps.pdf", // open access
  },
  /* SECOND YEAR */
  {
    title: `Deep Harbours`,
    description: "How deep a harbour must be for a ship that is late",
    tags: ["harbours", "ships"],
    mandatory: undefined,
    published: "2031-05-03",
    link: "https://example.org/deep",
  },
];
