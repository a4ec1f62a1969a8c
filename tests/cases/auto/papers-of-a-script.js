// written each night
const papers = [
  {
    "id": "3105.00081",
    "title": "Lamps Across a Bay",
    "authors": ["Ada Brook", "Bo Reef"],
    "abstract": "A lamp on each side.",
    "submitted": "2031-05-20"
  }
];
