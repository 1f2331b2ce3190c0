/** Names of organisations; most datasets have fewer. */
export const organisationNames = [
  'Northfield Hospital',
  'Harbour Light Company',
  'Museum of Everyday Things',
  'Riverside Schools',
  'Alder and Finch',
  'Institute for Coastal Research',
  'City Theatre',
  'Greenway Transport',
  'Oak Street Library',
  'Lowland Water Board',
] as const;

/** What is ordered, with the price of one. */
export const products = [
  { id: 'CHAIR-01', name: 'Desk chair, adjustable', price: '189.00' },
  { id: 'PAPER-A4', name: 'Paper A4, box of 2,500 sheets', price: '21.45' },
  { id: 'LAPTOP-14', name: 'Laptop 14 inch, 32 GB', price: '1349.00' },
  { id: 'DOCK-USBC', name: 'Docking station, USB-C', price: '129.90' },
  { id: 'TONER-BK', name: 'Toner, black', price: '74.95' },
  { id: 'LAMP-LED', name: 'Desk lamp, LED', price: '39.99' },
  { id: 'GLOVE-M', name: 'Gloves, nitrile, box of 100, M', price: '8.75' },
  { id: 'BOARD-180', name: 'Whiteboard 180 x 90', price: '164.50' },
  { id: 'CABLE-CAT6', name: 'Network cable Cat 6, 5 m', price: '6.20' },
  { id: 'COFFEE-1KG', name: 'Coffee, whole beans, 1 kg', price: '17.80' },
  { id: 'MONITOR-27', name: 'Monitor 27 inch', price: '279.00' },
  { id: 'LICENCE-CAD', name: 'Drawing software, licence for a year', price: '640.00' },
  { id: 'SHELF-STEEL', name: 'Shelf, steel, five boards', price: '92.35' },
  { id: 'FIRST-AID', name: 'First-aid kit, refill', price: '31.10' },
  { id: 'BATTERY-AA', name: 'Batteries AA, pack of 24', price: '11.25' },
  { id: 'PLANT-L', name: 'Office plant, large, with pot', price: '58.00' },
] as const;
