/** The articles that `npm run demo` has filled with comments. */
export const articles = [
  {
    id: 'harbour-bridge',
    title: 'The old harbour bridge will close for two years',
    byline: 'By Mira Okafor · 4 min',
    text: [
      'From the first of March no lorry, bus or bicycle will cross the old harbour bridge. The way to work leads through the tunnel, and takes forty minutes longer. The council calls it “a period of adjustment”. Bus drivers call it something else.',
      'The pillars are from 1931 and were meant for horse carts and the tram. None of the people we asked at the city hall could say who had counted the buses before the plan was signed.',
    ],
  },
  {
    id: 'night-buses',
    title: 'Night buses every twenty minutes from January',
    byline: 'By Jonas Lind · 2 min',
    text: [
      'Line 7 and line 12 will run through the night, every twenty minutes, seven days a week. The trial ends after a year. According to the council it costs less than one roundabout.',
    ],
  },
  {
    id: 'football-final',
    title: 'Rovers lose the final in the ninety-fourth minute',
    byline: 'By Ada Brightwell · 3 min',
    text: [
      'It was raining, it was level, and then it was over. Four thousand people walked home along the quay and hardly spoke.',
    ],
  },
  {
    id: 'school-lunches',
    title: 'Free school lunches: what the trial year showed',
    byline: 'By Mira Okafor · 6 min',
    text: [
      'Four schools, 1,100 children, 38 cents a household and week. We asked teachers, parents and the cooks what has changed.',
    ],
  },
];
