import { Category } from '../types/paper';

export const categories: Category[] = [
  { "name": "Lamps", "papers": [
    { "title": "Lamps Across a Bay", "authors": ["Ada Brook"], "publishDate": "2031-05-04", "url": "https://arxiv.org/abs/3105.00011" },
    { "title": "A Second Bell", "authors": ["Bo Reef"], "publishDate": "2031-05-03", "url": "https://arxiv.org/abs/3105.00012" }
  ] }
];
